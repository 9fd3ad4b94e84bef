export const up = `CREATE TABLE idempotency_keys (
  account VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  idempotency_key VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  request_hash BINARY(32) NOT NULL,
  status SMALLINT UNSIGNED NULL,
  headers JSON NULL,
  body MEDIUMTEXT NULL,
  held_until DATETIME(3) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (account, idempotency_key),
  KEY idempotency_keys_created (created_at)
)`;
export const down = 'DROP TABLE idempotency_keys';
