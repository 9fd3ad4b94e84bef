export const up = `CREATE TABLE customer_invoice_services (
  number VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  identifier VARCHAR(60) NOT NULL,
  holder VARCHAR(200) NULL,
  plan VARCHAR(200) NOT NULL,
  PRIMARY KEY (number, subscription)
)`;
export const down = 'DROP TABLE customer_invoice_services';
