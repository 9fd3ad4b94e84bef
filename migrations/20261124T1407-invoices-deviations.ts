export const up = `CREATE TABLE supplier_invoice_deviations (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  invoice_id INT UNSIGNED NOT NULL,
  line_id BIGINT UNSIGNED NULL,
  code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  check_name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  severity VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expected VARCHAR(200) NULL,
  actual VARCHAR(200) NULL,
  stake_ore BIGINT NOT NULL,
  args JSON NOT NULL,
  KEY supplier_invoice_deviations_invoice (invoice_id, stake_ore)
)`;
export const down = 'DROP TABLE supplier_invoice_deviations';
