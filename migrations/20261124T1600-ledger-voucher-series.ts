export const up = `CREATE TABLE voucher_series (
  year SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
  last_number INT UNSIGNED NOT NULL
)`;
export const down = 'DROP TABLE voucher_series';
