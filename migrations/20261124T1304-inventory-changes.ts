export const up = `CREATE TABLE inventory_changes (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
)`;
export const down = 'DROP TABLE inventory_changes';
