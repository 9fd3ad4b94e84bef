export const up = `CREATE TABLE voucher_rows (
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  row_no INT UNSIGNED NOT NULL,
  account VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  objects JSON NOT NULL,
  amount_ore BIGINT NOT NULL,
  text VARCHAR(200) NULL,
  PRIMARY KEY (number, row_no)
)`;
export const down = 'DROP TABLE voucher_rows';
