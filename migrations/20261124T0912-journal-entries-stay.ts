export const up = `CREATE TRIGGER journal_entries_never_change BEFORE UPDATE ON journal_entries
  FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is append only'`;
export const down = 'DROP TRIGGER journal_entries_never_change';
