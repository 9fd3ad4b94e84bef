export const up = `CREATE TABLE prices (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  list VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  item VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  price_text VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  price DECIMAL(18,6) AS (CAST(price_text AS DECIMAL(18,6))) STORED,
  per VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  UNIQUE KEY prices_item (list, item, from_on)
)`;
export const down = 'DROP TABLE prices';
