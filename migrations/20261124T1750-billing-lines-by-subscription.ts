export const up = `ALTER TABLE customer_invoice_lines
  ADD KEY customer_invoice_lines_subscription (subscription), ALGORITHM=INPLACE, LOCK=NONE`;
export const down =
  'ALTER TABLE customer_invoice_lines DROP KEY customer_invoice_lines_subscription, ALGORITHM=INPLACE, LOCK=NONE';
