// Where customer invoices and billing months are found.

export const paths = {
  invoices: () => '/customer-invoices',
  invoicesCsv: () => '/customer-invoices.csv',
  invoicesExcel: () => '/customer-invoices.xlsx',
  invoice: (number: string) => `/customer-invoices/${number}`,
  invoicePdf: (number: string) => `/customer-invoices/${number}.pdf`,
  invoiceExcel: (number: string) => `/customer-invoices/${number}.xlsx`,
  /** Where the krona of a line comes from; lines are counted from 1 in print order. */
  line: (number: string, ordinal: number | ':ordinal') =>
    `/customer-invoices/${number}/lines/${String(ordinal)}`,

  months: () => '/billing-months',
  month: (month: string) => `/billing-months/${month}`,
  approval: (month: string) => `/billing-months/${month}/approval`,
  pause: (month: string) => `/billing-months/${month}/pause`,
  resume: (month: string) => `/billing-months/${month}/resume`,
  cancellation: (month: string) => `/billing-months/${month}/cancellation`,
  waiver: (month: string) => `/billing-months/${month}/waiver`,
  retry: (month: string) => `/billing-months/${month}/retry`,
  redList: (month: string) => `/billing-months/${month}/red-list`,
  placement: (month: string) => `/billing-months/${month}/red-list/placement`,
  newSubscriptions: (month: string) => `/billing-months/${month}/red-list/subscriptions`,
  refreeze: (month: string) => `/billing-months/${month}/red-list/freeze`,
  /** The month's vouchers, its file and what the accounting system answered. */
  ledger: (month: string) => `/billing-months/${month}/ledger`,
  ledgerFile: (month: string) => `/billing-months/${month}/ledger/file`,
  receipt: (month: string) => `/billing-months/${month}/ledger/receipt`,
  voucher: (month: string, number: string) => `/billing-months/${month}/ledger/${number}`,
  printBatch: (month: string) => `/billing-months/${month}/print-batch`,
  printBatchPdf: (month: string) => `/billing-months/${month}/print-batch/pdf`,
  printing: (month: string) => `/billing-months/${month}/print-batch/printing`,
};
