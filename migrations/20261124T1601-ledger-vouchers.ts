export const up = `CREATE TABLE vouchers (
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  ordinal INT UNSIGNED NOT NULL,
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  reference VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  dated_on DATE NOT NULL,
  debit_ore BIGINT NOT NULL,
  credit_ore BIGINT NOT NULL,
  UNIQUE KEY vouchers_subject (month, kind, subject),
  UNIQUE KEY vouchers_ordinal (month, ordinal)
)`;
export const down = 'DROP TABLE vouchers';
