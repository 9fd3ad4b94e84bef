export const up = `CREATE TABLE process_steps (
  process_id VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  ordinal INT UNSIGNED NOT NULL,
  name VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  done INT UNSIGNED NULL,
  total INT UNSIGNED NULL,
  started_at DATETIME(3) NULL,
  ended_at DATETIME(3) NULL,
  message_code VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NULL,
  message_args JSON NULL,
  PRIMARY KEY (process_id, name),
  KEY process_steps_order (process_id, ordinal),
  CONSTRAINT process_steps_process FOREIGN KEY (process_id) REFERENCES processes (id)
)`;
export const down = 'DROP TABLE process_steps';
