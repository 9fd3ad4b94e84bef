// An upload may bring more than two files of one number: each is an arrival, refused when it claims it.
export const up = `ALTER TABLE supplier_invoices
  DROP KEY supplier_invoices_sibling, ADD KEY supplier_invoices_sibling (sibling_of, invoice_number)`;
export const down = `ALTER TABLE supplier_invoices
  DROP KEY supplier_invoices_sibling, ADD UNIQUE KEY supplier_invoices_sibling (sibling_of, invoice_number)`;
