export const up = `CREATE TRIGGER journal_seals_never_go BEFORE DELETE ON journal_seals
  FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the journal is append only'`;
export const down = 'DROP TRIGGER journal_seals_never_go';
