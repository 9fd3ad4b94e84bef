// A closed month with the customer invoices that a test asks for, as billing keeps them: who was charged
// what, for which service, of which class.

import type { LocalDate, Month } from '../../server/kernel/calendar.ts';
import { lastDayOf, toInstant } from '../../server/kernel/calendar.ts';
import { ore, sum } from '../../server/kernel/money.ts';
import { namedParty } from '../../server/domains/billing/printing.ts';
import {
  createInvoiceStore,
  type InvoiceHead,
} from '../../server/domains/billing/store/invoices.ts';
import type { CustomerKind } from '../../server/domains/billing/types.ts';
import { instantSql, type Database } from '../../server/platform/database.ts';

export type Charged = {
  /** The cost centre, or the external customer. */
  readonly owner: string;
  readonly netOre: number;
  readonly subscriptionId?: string | null;
  readonly class?: string;
  /** Internal unless said. */
  readonly kind?: CustomerKind;
  /** Who gets the invoice: the owner unless said. */
  readonly customer?: string;
  /** By e-mail to this address; else in the login. */
  readonly email?: string;
};

const AT = toInstant(new Date('2026-11-05T08:00:00Z'));
/** One invoice for each customer, one line for each charge. */
export async function closeMonthWith(
  db: Database,
  month: Month,
  charges: readonly Charged[],
): Promise<void> {
  const store = createInvoiceStore(db);
  const customers = [...new Set(charges.map(customerOf))];
  const invoices = customers.map((customer, at) => {
    const lines = charges.filter((each) => customerOf(each) === customer);
    return { head: headOf(month, { customer, lines, at }), lines };
  });
  await db.run(
    `INSERT INTO billing_months (month, state, started_at, started_by) VALUES (?, 'closed', ?, 'system')`,
    [month, instantSql(AT)],
  );
  await db.transaction(async (tx) => {
    await store.insertHeads(
      invoices.map(({ head }) => head),
      tx,
    );
    await store.insertLines(
      invoices.flatMap(({ head, lines }) =>
        lines.map((line, index) => ({
          number: head.number,
          lineNo: index + 1,
          lineId: `${head.number}-${String(index + 1)}`,
          costCentre: line.owner,
          subscriptionId: line.subscriptionId ?? null,
          text: 'Rad',
          class: line.class ?? 'fee',
          periodFrom: `${month}-01` as LocalDate,
          periodTo: lastDayOf(month),
          netOre: ore(line.netOre),
          vatRate: 0,
          previousNetOre: null,
        })),
      ),
      [],
      tx,
    );
    await store.markMade(month, 1, AT, tx);
  });
}

function customerOf({ customer, owner }: Charged): string {
  return customer ?? owner;
}

function headOf(
  month: Month,
  { customer, lines, at }: { customer: string; lines: readonly Charged[]; at: number },
): InvoiceHead {
  const netOre = sum(lines.map((line) => ore(line.netOre)));
  const issuedOn = lastDayOf(month);
  return {
    number: `${month.replace('-', '')}${String(at + 1).padStart(4, '0')}`,
    month,
    ordinal: at + 1,
    part: 1,
    kind: lines[0]?.kind ?? 'internal',
    customer,
    issuedOn,
    dueOn: issuedOn,
    frozenAt: AT,
    reference: null,
    correctsNumber: null,
    netOre,
    vat: [],
    roundingOre: ore(0),
    payableOre: netOre,
    ocr: null,
    channel: lines[0]?.email === undefined ? 'login' : 'email',
    recipient: { ...namedParty(customer, `Kund ${customer}`), email: lines[0]?.email ?? null },
    issuer: { ...namedParty('', ''), bankgiro: null },
    costCentres: [],
  };
}
