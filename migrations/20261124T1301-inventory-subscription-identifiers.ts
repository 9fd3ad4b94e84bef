export const up = `CREATE TABLE subscription_identifiers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  supplier VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  namespace VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  identifier VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  raw VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  UNIQUE KEY subscription_identifiers_from (subscription, from_on),
  KEY subscription_identifiers_held (identifier, namespace, from_on)
)`;
export const down = 'DROP TABLE subscription_identifiers';
