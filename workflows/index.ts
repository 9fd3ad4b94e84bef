// Names every workflow once: Temporal bundles this entry.

export { billingMonth } from './billing/billing-month.ts';
export { scheduledMonth } from './billing/scheduled-month.ts';
export { expectedInvoice } from './invoices/expected-invoice.ts';
export { invoiceIntake } from './invoices/invoice-intake.ts';
