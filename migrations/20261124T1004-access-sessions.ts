export const up = `CREATE TABLE sessions (
  sid BINARY(32) NOT NULL PRIMARY KEY,
  user_id BIGINT UNSIGNED NOT NULL,
  session_index VARCHAR(256) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  data JSON NOT NULL,
  created_at DATETIME(3) NOT NULL,
  seen_at DATETIME(3) NOT NULL,
  ends_at DATETIME(3) NOT NULL,
  KEY sessions_user (user_id),
  KEY sessions_index (session_index),
  KEY sessions_ends (ends_at),
  CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id)
)`;
export const down = 'DROP TABLE sessions';
