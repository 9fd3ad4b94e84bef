export const up = `CREATE TABLE journal_seals (
  ordinal BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  entry_id BIGINT UNSIGNED NOT NULL,
  hash BINARY(32) NOT NULL,
  UNIQUE KEY journal_seals_entry (entry_id),
  CONSTRAINT journal_seals_entry_fk FOREIGN KEY (entry_id) REFERENCES journal_entries (id)
)`;
export const down = 'DROP TABLE journal_seals';
