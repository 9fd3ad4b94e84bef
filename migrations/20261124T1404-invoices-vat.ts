export const up = `CREATE TABLE supplier_invoice_vat (
  invoice_id INT UNSIGNED NOT NULL,
  ordinal SMALLINT UNSIGNED NOT NULL,
  category VARCHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  rate DECIMAL(5,2) NOT NULL,
  net_ore BIGINT NOT NULL,
  vat_ore BIGINT NOT NULL,
  PRIMARY KEY (invoice_id, ordinal)
)`;
export const down = 'DROP TABLE supplier_invoice_vat';
