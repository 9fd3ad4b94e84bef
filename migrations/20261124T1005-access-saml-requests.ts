export const up = `CREATE TABLE saml_requests (
  id VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  browser BINARY(32) NOT NULL,
  relay_state VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  return_to VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  issued_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  KEY saml_requests_expires (expires_at)
)`;
export const down = 'DROP TABLE saml_requests';
