export const up = `CREATE TABLE supplier_invoice_quarantined_rows (
  invoice_id INT UNSIGNED NOT NULL,
  file_id INT UNSIGNED NOT NULL,
  source_line INT UNSIGNED NOT NULL,
  byte_from BIGINT UNSIGNED NOT NULL,
  byte_to BIGINT UNSIGNED NOT NULL,
  code VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_column SMALLINT UNSIGNED NULL,
  PRIMARY KEY (invoice_id, byte_from, file_id)
)`;
export const down = 'DROP TABLE supplier_invoice_quarantined_rows';
