export const up = `CREATE TABLE supplier_invoice_notices (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  invoice_id INT UNSIGNED NOT NULL,
  code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_row INT UNSIGNED NULL,
  source_column VARCHAR(200) NULL,
  args JSON NOT NULL,
  KEY supplier_invoice_notices_invoice (invoice_id)
)`;
export const down = 'DROP TABLE supplier_invoice_notices';
