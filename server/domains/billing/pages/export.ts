// The columns of the exported list of customer invoices.

import { say, type Text } from '../../../kernel/page.ts';
import { ore } from '../../../kernel/money.ts';
import type { InvoiceListRow } from './facts.ts';

export type ExportColumn = {
  readonly header: Text;
  readonly kind: 'text' | 'code' | 'day' | 'amount';
  readonly value: (row: InvoiceListRow, say: (text: Text) => string) => string | number | null;
};

const named = (key: string) => say(`billing:export.${key}`);

export const INVOICE_EXPORT: readonly ExportColumn[] = [
  { header: named('number'), kind: 'code', value: (row) => row.number },
  { header: named('month'), kind: 'code', value: (row) => row.month },
  { header: named('issuedOn'), kind: 'day', value: (row) => row.issuedOn },
  { header: named('customer'), kind: 'code', value: (row) => row.customer },
  { header: named('name'), kind: 'text', value: (row) => row.customerName },
  {
    header: named('kind'),
    kind: 'text',
    value: (row, t) => t(say(`billing:kind.${row.kind}`)),
  },
  { header: named('net'), kind: 'amount', value: (row) => row.netOre },
  { header: named('payable'), kind: 'amount', value: (row) => row.payableOre },
  { header: named('previous'), kind: 'amount', value: (row) => row.previousNetOre },
  {
    header: named('change'),
    kind: 'amount',
    value: ({ netOre, previousNetOre }) =>
      previousNetOre === null ? null : ore(netOre - previousNetOre),
  },
  { header: named('corrects'), kind: 'code', value: (row) => row.correctsNumber },
];
