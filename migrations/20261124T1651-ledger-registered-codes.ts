export const up = `CREATE TABLE registered_codes (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  dimension VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name VARCHAR(200) NULL,
  valid_from_on DATE NULL,
  valid_to_on DATE NULL,
  UNIQUE KEY registered_codes_code (dimension, code)
)`;
export const down = 'DROP TABLE registered_codes';
