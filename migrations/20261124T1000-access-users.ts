export const up = `CREATE TABLE users (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  issuer VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name_id VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  name VARCHAR(200) NOT NULL,
  saml_groups JSON NOT NULL,
  created_at DATETIME(3) NOT NULL,
  signed_in_at DATETIME(3) NULL,
  UNIQUE KEY users_identity (issuer, name_id),
  KEY users_email (email),
  KEY users_name (name, id)
)`;
export const down = 'DROP TABLE users';
