export const up = `CREATE TABLE invoice_series (
  year SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
  last_number INT UNSIGNED NOT NULL
)`;
export const down = 'DROP TABLE invoice_series';
