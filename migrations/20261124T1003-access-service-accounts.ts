export const up = `CREATE TABLE service_accounts (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  token_hash BINARY(32) NOT NULL,
  role VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope_code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  responsible_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  created_by VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  created_at DATETIME(3) NOT NULL,
  used_at DATETIME(3) NULL,
  revoked_by VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  revoked_at DATETIME(3) NULL,
  UNIQUE KEY service_accounts_token (token_hash)
)`;
export const down = 'DROP TABLE service_accounts';
