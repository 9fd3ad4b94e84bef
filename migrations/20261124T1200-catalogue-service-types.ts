export const up = `CREATE TABLE service_types (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  namespace VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  account VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  vat_rate DECIMAL(5,2) NOT NULL,
  unused_after_months SMALLINT UNSIGNED NULL,
  UNIQUE KEY service_types_code (code)
)`;
export const down = 'DROP TABLE service_types';
