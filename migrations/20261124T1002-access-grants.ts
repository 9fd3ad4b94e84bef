export const up = `CREATE TABLE grants (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id BIGINT UNSIGNED NOT NULL,
  role VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope_code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  reason VARCHAR(500) NOT NULL,
  granted_by VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  granted_at DATETIME(3) NOT NULL,
  revoked_by VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  revoked_at DATETIME(3) NULL,
  revoked_reason VARCHAR(500) NULL,
  KEY grants_user (user_id, valid_from),
  CONSTRAINT grants_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT grants_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
)`;
export const down = 'DROP TABLE grants';
