export const up = `CREATE TABLE posting_rules (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  purpose VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  service_type VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  vat_rate DECIMAL(5,2) NULL,
  account VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  objects VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  text VARCHAR(200) NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  KEY posting_rules_purpose (purpose, from_on)
)`;
export const down = 'DROP TABLE posting_rules';
