export const up = `CREATE TABLE outbox (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  target VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  payload JSON NOT NULL,
  created_at DATETIME(3) NOT NULL,
  next_at DATETIME(3) NOT NULL,
  delivered_at DATETIME(3) NULL,
  attempts INT UNSIGNED NOT NULL DEFAULT 0,
  last_error VARCHAR(300) NULL,
  KEY outbox_due (delivered_at, next_at, id),
  KEY outbox_target (target, id)
)`;
export const down = 'DROP TABLE outbox';
