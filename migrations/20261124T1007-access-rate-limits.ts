export const up = `CREATE TABLE rate_limits (
  \`key\` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  points INT NOT NULL DEFAULT 0,
  expire BIGINT UNSIGNED NULL,
  KEY rate_limits_expire (expire)
)`;
export const down = 'DROP TABLE rate_limits';
