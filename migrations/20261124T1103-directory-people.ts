export const up = `CREATE TABLE people (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  unit VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  employee_no VARCHAR(40) NULL,
  manager_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  profile VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
  is_protected TINYINT(1) NOT NULL,
  valid_from_on DATE NULL,
  valid_to_on DATE NULL,
  UNIQUE KEY people_email (email),
  KEY people_unit (unit),
  KEY people_name (name, email)
)`;
export const down = 'DROP TABLE people';
