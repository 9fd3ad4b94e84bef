export const up = `CREATE TABLE month_freezes (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  run SMALLINT UNSIGNED NOT NULL,
  ordinal SMALLINT UNSIGNED NOT NULL,
  frozen_at DATETIME(3) NOT NULL,
  sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  inputs LONGBLOB NOT NULL,
  versions LONGBLOB NOT NULL,
  counts JSON NOT NULL,
  difference JSON NULL,
  allocated_at DATETIME(3) NULL,
  UNIQUE KEY month_freezes_ordinal (month, run, ordinal)
)`;
export const down = 'DROP TABLE month_freezes';
