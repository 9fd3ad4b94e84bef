export const up = `CREATE TABLE journal_entries (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL,
  event VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  subject VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  details JSON NOT NULL,
  KEY journal_entries_subject (subject, id),
  KEY journal_entries_event (event, id)
)`;
export const down = 'DROP TABLE journal_entries';
