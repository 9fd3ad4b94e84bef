export const up = `CREATE TABLE subscription_costs (
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  net_ore BIGINT NOT NULL,
  PRIMARY KEY (subscription, month, owner),
  KEY subscription_costs_month (month, owner, subscription, net_ore)
)`;
export const down = 'DROP TABLE subscription_costs';
