export const up = `CREATE TABLE invoice_parts (
  month CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  part SMALLINT UNSIGNED NOT NULL,
  invoices INT UNSIGNED NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  message_code VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (month, part),
  CONSTRAINT invoice_parts_states CHECK (state IN ('pending', 'done', 'failed'))
)`;
export const down = 'DROP TABLE invoice_parts';
