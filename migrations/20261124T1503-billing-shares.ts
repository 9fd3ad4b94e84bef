export const up = `CREATE TABLE month_shares (
  freeze_id INT UNSIGNED NOT NULL,
  ordinal INT UNSIGNED NOT NULL,
  line_id BIGINT UNSIGNED NULL,
  own_ordinal INT UNSIGNED NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  customer_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  net_ore BIGINT NOT NULL,
  rule VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_on DATE NULL,
  to_on DATE NULL,
  instead_of VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  allocation_rule_id INT UNSIGNED NULL,
  PRIMARY KEY (freeze_id, ordinal),
  KEY month_shares_line (line_id)
)`;
export const down = 'DROP TABLE month_shares';
