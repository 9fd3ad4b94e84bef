export const up = `CREATE TABLE saml_assertions (
  issuer VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  assertion_id VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  used_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (issuer, assertion_id),
  KEY saml_assertions_expires (expires_at)
)`;
export const down = 'DROP TABLE saml_assertions';
