export const up = `CREATE TABLE page_changes (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  url VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  created_at DATETIME(3) NOT NULL,
  KEY page_changes_created (created_at)
)`;
export const down = 'DROP TABLE page_changes';
