export const up = `CREATE TABLE import_locks (
  name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY
)`;
export const down = 'DROP TABLE import_locks';
