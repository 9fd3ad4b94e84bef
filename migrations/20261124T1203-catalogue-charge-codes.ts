export const up = `CREATE TABLE charge_codes (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  supplier VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  match_text VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  class VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  item VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  UNIQUE KEY charge_codes_match (supplier, match_text)
)`;
export const down = 'DROP TABLE charge_codes';
