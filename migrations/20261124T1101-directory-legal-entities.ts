export const up = `CREATE TABLE legal_entities (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  code VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  organisation_number VARCHAR(20) NULL,
  vat_number VARCHAR(20) NULL,
  gln VARCHAR(20) NULL,
  bankgiro VARCHAR(20) NULL,
  ocr VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  address VARCHAR(200) NULL,
  postal_code VARCHAR(20) NULL,
  city VARCHAR(100) NULL,
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  reference VARCHAR(100) NULL,
  terms_days SMALLINT UNSIGNED NOT NULL,
  rounds_to_kronor TINYINT(1) NOT NULL,
  channel VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  UNIQUE KEY legal_entities_code (code)
)`;
export const down = 'DROP TABLE legal_entities';
