// Where customer invoices and billing months are found.

type Part<Name extends string> = string | `:${Name}`;

export const paths = {
  invoices: () => '/customer-invoices',
  invoicesCsv: () => '/customer-invoices.csv',
  invoicesExcel: () => '/customer-invoices.xlsx',
  invoice: (number: Part<'number'>) => `/customer-invoices/${number}`,
  invoicePdf: (number: Part<'number'>) => `/customer-invoices/${number}.pdf`,
  invoiceExcel: (number: Part<'number'>) => `/customer-invoices/${number}.xlsx`,
  /** Where the krona of a line comes from; lines are counted from 1 in print order. */
  line: (number: Part<'number'>, ordinal: number | ':ordinal') =>
    `/customer-invoices/${number}/lines/${String(ordinal)}`,

  months: () => '/billing-months',
  month: (month: Part<'month'>) => `/billing-months/${month}`,
  approval: (month: Part<'month'>) => `/billing-months/${month}/approval`,
  pause: (month: Part<'month'>) => `/billing-months/${month}/pause`,
  resume: (month: Part<'month'>) => `/billing-months/${month}/resume`,
  cancellation: (month: Part<'month'>) => `/billing-months/${month}/cancellation`,
  waiver: (month: Part<'month'>) => `/billing-months/${month}/waiver`,
  retry: (month: Part<'month'>) => `/billing-months/${month}/retry`,
  redList: (month: Part<'month'>) => `/billing-months/${month}/red-list`,
  placement: (month: Part<'month'>) => `/billing-months/${month}/red-list/placement`,
  newSubscriptions: (month: Part<'month'>) => `/billing-months/${month}/red-list/subscriptions`,
  refreeze: (month: Part<'month'>) => `/billing-months/${month}/red-list/freeze`,
  printBatch: (month: Part<'month'>) => `/billing-months/${month}/print-batch`,
  printBatchPdf: (month: Part<'month'>) => `/billing-months/${month}/print-batch/pdf`,
  printing: (month: Part<'month'>) => `/billing-months/${month}/print-batch/printing`,
};
