export const up = `ALTER TABLE month_freezes
  ADD COLUMN registers_stamp VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NULL`;
export const down = 'ALTER TABLE month_freezes DROP COLUMN registers_stamp';
