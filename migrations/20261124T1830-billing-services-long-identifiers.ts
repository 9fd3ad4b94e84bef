// A service's id may be as long on the invoice as it is in the register.
export const up = `ALTER TABLE customer_invoice_services MODIFY identifier VARCHAR(100) NOT NULL`;
export const down = `ALTER TABLE customer_invoice_services MODIFY identifier VARCHAR(60) NOT NULL`;
