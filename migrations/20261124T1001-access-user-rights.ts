export const up = `CREATE TABLE user_rights (
  user_id BIGINT UNSIGNED NOT NULL,
  role VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  scope_code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  saml_group VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (user_id, role, scope_kind, scope_code, saml_group),
  CONSTRAINT user_rights_user FOREIGN KEY (user_id) REFERENCES users (id)
)`;
export const down = 'DROP TABLE user_rights';
