export const up = `CREATE TABLE cost_centre_changes (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  cost_centre VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  until_on DATE NOT NULL,
  before_values JSON NOT NULL,
  UNIQUE KEY cost_centre_changes_until (cost_centre, until_on)
)`;
export const down = 'DROP TABLE cost_centre_changes';
