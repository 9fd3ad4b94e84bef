export const up = `CREATE TABLE ledger_exports (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  format VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  file_name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  content MEDIUMBLOB NOT NULL,
  vouchers INT UNSIGNED NOT NULL,
  debit_ore BIGINT NOT NULL,
  credit_ore BIGINT NOT NULL,
  made_at DATETIME(3) NOT NULL,
  sent_at DATETIME(3) NULL,
  receipt JSON NULL,
  receipt_at DATETIME(3) NULL,
  receipt_by VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  UNIQUE KEY ledger_exports_once (month, format),
  CONSTRAINT ledger_exports_states
    CHECK (state IN ('made', 'sent', 'accepted', 'refused', 'waived'))
)`;
export const down = 'DROP TABLE ledger_exports';
