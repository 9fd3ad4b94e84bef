// Where supplier invoices are found. The API has the same paths under its own prefix.

type Key = number | string;

export const paths = {
  index: () => '/supplier-invoices',
  upload: () => '/supplier-invoices/new',
  show: (id: Key) => `/supplier-invoices/${String(id)}`,
  files: (id: Key) => `/supplier-invoices/${String(id)}/files`,
  file: (id: Key, fileId: Key) => `/supplier-invoices/${String(id)}/files/${String(fileId)}`,
  preview: (id: Key, fileId: Key) =>
    `/supplier-invoices/${String(id)}/files/${String(fileId)}/preview`,
  acceptance: (id: Key) => `/supplier-invoices/${String(id)}/acceptance`,
  rereading: (id: Key) => `/supplier-invoices/${String(id)}/rereading`,
  lines: (id: Key) => `/supplier-invoices/${String(id)}/lines`,
  rows: (id: Key) => `/supplier-invoices/${String(id)}/rows`,
  line: (lineId: Key) => `/supplier-invoice-lines/${String(lineId)}`,
};
