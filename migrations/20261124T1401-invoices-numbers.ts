export const up = `CREATE TABLE supplier_invoice_numbers (
  supplier VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  invoice_number VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  invoice_id INT UNSIGNED NOT NULL,
  PRIMARY KEY (supplier, invoice_number),
  KEY supplier_invoice_numbers_invoice (invoice_id)
)`;
export const down = 'DROP TABLE supplier_invoice_numbers';
