export const up = `ALTER TABLE supplier_invoices
  ADD COLUMN registers_stamp VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NULL`;
export const down = 'ALTER TABLE supplier_invoices DROP COLUMN registers_stamp';
