export const up = `CREATE TABLE red_list_lines (
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  run SMALLINT UNSIGNED NOT NULL,
  line_key VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  line_id BIGINT UNSIGNED NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  text VARCHAR(1000) NOT NULL,
  net_ore BIGINT NOT NULL,
  reason VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  args JSON NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since_freeze SMALLINT UNSIGNED NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  placed_reason VARCHAR(500) NULL,
  placed_by VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  placed_at DATETIME(3) NULL,
  allocation_rule_id INT UNSIGNED NULL,
  PRIMARY KEY (month, run, line_key),
  KEY red_list_lines_state (month, run, state),
  CONSTRAINT red_list_lines_states CHECK (state IN ('open', 'placed', 'mended'))
)`;
export const down = 'DROP TABLE red_list_lines';
