export const up = `CREATE TABLE format_definitions (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  version INT UNSIGNED NOT NULL,
  definition JSON NOT NULL,
  made_at DATETIME(3) NOT NULL,
  made_by VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  UNIQUE KEY format_definitions_version (name, version)
)`;
export const down = 'DROP TABLE format_definitions';
