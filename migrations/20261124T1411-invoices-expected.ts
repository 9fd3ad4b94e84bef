export const up = `CREATE TABLE expected_supplier_invoices (
  supplier VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expected_on DATE NOT NULL,
  state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reminders TINYINT UNSIGNED NOT NULL DEFAULT 0,
  changed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (supplier, month)
)`;
export const down = 'DROP TABLE expected_supplier_invoices';
