export const up = `CREATE TABLE month_waivers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  run SMALLINT UNSIGNED NOT NULL,
  step VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  supplier VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  reason VARCHAR(500) NOT NULL,
  waived_by VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  waived_at DATETIME(3) NOT NULL,
  KEY month_waivers_month (month, run)
)`;
export const down = 'DROP TABLE month_waivers';
