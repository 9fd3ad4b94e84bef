// Customer invoices as other systems read them: page after page by number, and one whole.

import type { Reach } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import type { Database } from '../../../platform/database.ts';
import type { Directory } from '../../directory/directory.ts';
import type { CustomerInvoiceLine } from '../documents/view.ts';
import type { InvoiceHead, NewInvoiceLine } from '../store/invoices.ts';
import { reachCondition, receiversWithin, type Condition } from './receivers.ts';

export type InvoiceCall = Omit<
  InvoiceHead,
  'ordinal' | 'part' | 'frozenAt' | 'channel' | 'recipient' | 'issuer' | 'costCentres'
>;

export type InvoiceLineCall = Omit<NewInvoiceLine, 'number' | 'lineNo' | 'lineId' | 'vatRate'> &
  Pick<CustomerInvoiceLine, 'corrects'>;

const HEAD = `SELECT i.number, i.month, i.customer, i.customer_kind AS kind,
    i.issued_on AS issuedOn, i.due_on AS dueOn, i.reference, i.corrects_number AS correctsNumber,
    i.net_ore AS netOre, i.vat, i.rounding_ore AS roundingOre, i.payable_ore AS payableOre, i.ocr
  FROM customer_invoices i`;

type Deps = { readonly db: Database; readonly directory: Pick<Directory, 'allUnits'> };

export type InvoicePageQuery = {
  readonly month: Month | null;
  /** The last number of the page before. */
  readonly after: string | null;
  readonly limit: number;
};

export function createInvoiceCalls({ db, directory }: Deps) {
  return {
    /** One more than asked for, by number: the extra one only tells that there are more. */
    pageOf: async (
      reach: Reach,
      { month, after, limit }: InvoicePageQuery,
    ): Promise<InvoiceCall[]> => {
      const within = await receiversWithin(reach, directory);
      const parts: Condition[] = [
        { sql: 'i.made_at IS NOT NULL', values: [] },
        ...(within === null ? [] : [reachCondition(within)]),
        ...(month === null ? [] : [{ sql: 'i.month = ?', values: [month] }]),
        ...(after === null ? [] : [{ sql: 'i.number > ?', values: [after] }]),
      ];
      return db.rows<InvoiceCall>(
        `${HEAD} WHERE ${parts.map(({ sql }) => sql).join(' AND ')} ORDER BY i.number LIMIT ?`,
        [...parts.flatMap(({ values }) => values), limit + 1],
      );
    },

    findCall: (number: string): Promise<InvoiceCall | null> =>
      db.row<InvoiceCall>(`${HEAD} WHERE i.number = ? AND i.made_at IS NOT NULL`, [number]),

    /** One line a share, in print order. */
    linesOf: (number: string): Promise<InvoiceLineCall[]> =>
      db.rows<InvoiceLineCall>(
        `SELECT cost_centre AS costCentre, subscription AS subscriptionId, text, class,
           from_on AS periodFrom, to_on AS periodTo, net_ore AS netOre,
           previous_net_ore AS previousNetOre, corrects
         FROM customer_invoice_lines WHERE number = ? ORDER BY line_no`,
        [number],
      ),
  };
}

export type InvoiceCalls = ReturnType<typeof createInvoiceCalls>;
