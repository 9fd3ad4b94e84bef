export const up = `CREATE TABLE ownerships (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  subscription VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  owner VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  share_hundredths SMALLINT UNSIGNED NOT NULL,
  holder_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL,
  holder_text VARCHAR(200) NULL,
  UNIQUE KEY ownerships_from (subscription, owner, from_on),
  KEY ownerships_owner (owner, from_on),
  KEY ownerships_holder (holder_email, from_on)
)`;
export const down = 'DROP TABLE ownerships';
