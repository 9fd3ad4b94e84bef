export const up = `CREATE TABLE customer_invoice_lines (
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  line_no INT UNSIGNED NOT NULL,
  line_key VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  cost_centre VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  text VARCHAR(1000) NOT NULL,
  class VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  net_ore BIGINT NOT NULL,
  vat_rate DECIMAL(5,2) NOT NULL,
  previous_net_ore BIGINT NULL,
  corrects JSON NULL,
  PRIMARY KEY (number, line_no),
  KEY customer_invoice_lines_line (line_key)
)`;
export const down = 'DROP TABLE customer_invoice_lines';
