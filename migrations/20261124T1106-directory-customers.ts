export const up = `CREATE TABLE customers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  organisation_number VARCHAR(20) NULL,
  vat_number VARCHAR(20) NULL,
  address VARCHAR(200) NULL,
  postal_code VARCHAR(20) NULL,
  city VARCHAR(100) NULL,
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  reference VARCHAR(100) NULL,
  terms_days SMALLINT UNSIGNED NOT NULL,
  rounds_to_kronor TINYINT(1) NOT NULL,
  channel VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  counterpart VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  UNIQUE KEY customers_code (code)
)`;
export const down = 'DROP TABLE customers';
