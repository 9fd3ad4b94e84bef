export const up = `CREATE TABLE suppliers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  organisation_number VARCHAR(20) NULL,
  bankgiro VARCHAR(20) NULL,
  specification VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  invoice_day TINYINT UNSIGNED NULL,
  rhythm VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tolerance_ore BIGINT NOT NULL,
  patterns VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  UNIQUE KEY suppliers_code (code)
)`;
export const down = 'DROP TABLE suppliers';
