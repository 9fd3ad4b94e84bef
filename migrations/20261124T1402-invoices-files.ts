export const up = `CREATE TABLE supplier_invoice_files (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  invoice_id INT UNSIGNED NOT NULL,
  name VARCHAR(255) NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bytes BIGINT UNSIGNED NOT NULL,
  role VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  format VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  format_version INT UNSIGNED NULL,
  invoice_number VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  is_split TINYINT(1) NOT NULL DEFAULT 0,
  is_first TINYINT(1) NOT NULL DEFAULT 1,
  received_at DATETIME(3) NOT NULL,
  replaced_at DATETIME(3) NULL,
  KEY supplier_invoice_files_bytes (sha256, invoice_id),
  KEY supplier_invoice_files_invoice (invoice_id)
)`;
export const down = 'DROP TABLE supplier_invoice_files';
