// Where supplier invoices are found. The API has the same paths under its own prefix.

import { segment } from '../../kernel/listing.ts';

type Key = number | string;

export const paths = {
  index: () => '/supplier-invoices',
  upload: () => '/supplier-invoices/new',
  show: (id: Key) => `/supplier-invoices/${String(id)}`,
  files: (id: Key) => `/supplier-invoices/${String(id)}/files`,
  file: (id: Key, fileId: Key) => `/supplier-invoices/${String(id)}/files/${String(fileId)}`,
  acceptance: (id: Key) => `/supplier-invoices/${String(id)}/acceptance`,
  line: (id: Key, lineId: Key) => `/supplier-invoices/${String(id)}/lines/${String(lineId)}`,
  /** A row that could not be read: the file that it stands in and the byte on which it begins. */
  row: (id: Key, fileId: Key, byteFrom: Key) =>
    `/supplier-invoices/${String(id)}/rows/${String(fileId)}/${String(byteFrom)}`,
  formats: () => '/format-definitions',
  format: (name: string) => `/format-definitions/${segment(name)}`,
};
