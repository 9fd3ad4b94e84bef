export const up = `CREATE TABLE own_charges (
  freeze_id INT UNSIGNED NOT NULL,
  ordinal INT UNSIGNED NOT NULL,
  line_key VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  service_type VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  text VARCHAR(200) NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  net_ore BIGINT NOT NULL,
  PRIMARY KEY (freeze_id, ordinal)
)`;
export const down = 'DROP TABLE own_charges';
