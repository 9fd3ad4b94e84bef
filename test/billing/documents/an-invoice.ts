// Customer invoices of a small made-up municipality, for tests of documents.

import { localDate, month, type Instant } from '../../../server/kernel/calendar.ts';
import { ore, sum, vat, wholeKronor, type Ore } from '../../../server/kernel/money.ts';
import type { CustomerKind } from '../../../server/domains/billing/types.ts';
import type {
  CustomerInvoiceLine,
  CustomerInvoiceView,
  Party,
} from '../../../server/domains/billing/documents/view.ts';

const ISSUER = {
  ...aParty('KOM', 'Norrviks kommun'),
  address: 'IT-avdelningen, telefoni\nRådhusesplanaden 1',
  organisationNumber: '2120980004',
  vatNumber: 'SE212098000401',
  email: 'telefoni@norrvik.example',
  bankgiro: '5040332',
};

export function aParty(code: string, name: string): Party {
  return {
    code,
    name,
    address: 'Storgatan 12',
    postalCode: '80000',
    city: 'Norrvik',
    organisationNumber: null,
    vatNumber: null,
    email: null,
  };
}

export function aLine(
  amount: number,
  changes: Partial<CustomerInvoiceLine> = {},
): CustomerInvoiceLine {
  return {
    ordinal: 1,
    lineId: '100000001',
    costCentre: '4520',
    subscriptionId: 'AB-1',
    text: 'Fält 15 GB',
    class: 'fee',
    periodFrom: localDate('2026-10-01'),
    periodTo: localDate('2026-10-31'),
    netOre: ore(amount),
    vatRate: 0,
    corrects: null,
    ...changes,
  };
}

/** An internal invoice of three services, one of which only September had. */
export function anInvoice(changes: Partial<CustomerInvoiceView> = {}): CustomerInvoiceView {
  const lines = changes.lines ?? [
    aLine(9613, { periodFrom: localDate('2026-10-12') }),
    aLine(8900, { class: 'one_off', text: 'Byte av sim-kort', lineId: '100000002' }),
    aLine(123_456_789, { subscriptionId: 'AB-2', class: 'traffic', text: 'Samtal och data' }),
    aLine(-2050, { subscriptionId: null, class: 'discount', text: 'Fakturarabatt' }),
  ];
  const netOre = sum(lines.map((line) => line.netOre));
  return {
    number: 'K26-004112',
    month: month('2026-10'),
    kind: 'internal',
    customer: aParty('4520', '4520 Hemtjänst Centrum'),
    issuer: ISSUER,
    issuedOn: localDate('2026-10-31'),
    dueOn: localDate('2026-11-30'),
    frozenAt: '2026-11-04T20:00:00.000Z' as Instant,
    reference: null,
    correctsNumber: null,
    netOre,
    vat: [],
    roundingOre: ore(0),
    payableOre: netOre,
    ocr: null,
    costCentres: [{ code: '4520', name: 'Hemtjänst Centrum' }],
    services: [
      {
        subscriptionId: 'AB-1',
        identifier: '070-174 06 12',
        holder: 'Lena Sjöberg',
        plan: 'Fält 15 GB',
      },
      { subscriptionId: 'AB-2', identifier: 'NT-BB-20402', holder: null, plan: 'Bredband' },
      { subscriptionId: 'AB-3', identifier: '08-465 004 18', holder: 'Växeln', plan: 'Anknytning' },
    ],
    lines,
    previous: [
      { costCentre: '4520', subscriptionId: 'AB-2', netOre: ore(14_900) },
      { costCentre: '4520', subscriptionId: 'AB-3', netOre: ore(4500) },
    ],
    ...changes,
  };
}

/** An invoice with VAT, rounded to whole kronor, to a company or an external customer. */
export function anInvoiceWithVat(
  kind: Exclude<CustomerKind, 'internal'>,
  changes: Partial<CustomerInvoiceView> = {},
): CustomerInvoiceView {
  const lines = changes.lines ?? [
    aLine(446_775, { vatRate: 25, costCentre: 'BRUK' }),
    aLine(1999, { vatRate: 6, costCentre: 'BRUK', subscriptionId: 'AB-2', text: 'Ströms & <b>' }),
  ];
  const rates = [...new Set(lines.map((line) => line.vatRate))].sort((a, b) => b - a);
  const groups = rates.map((rate) => {
    const netOre = sum(lines.filter((line) => line.vatRate === rate).map((line) => line.netOre));
    return { rate, netOre, vatOre: vat(netOre, rate) };
  });
  const netOre = sum(lines.map((line) => line.netOre));
  const exact: Ore = ore(netOre + sum(groups.map((group) => group.vatOre)));
  const payableOre = wholeKronor(exact);
  return anInvoice({
    number: 'K26-004500',
    kind,
    customer: { ...aParty('BRUK', 'Brukshundklubben'), organisationNumber: '8024001110' },
    reference: 'Ref Åsa',
    netOre,
    vat: groups,
    roundingOre: ore(payableOre - exact),
    payableOre,
    ocr: '2600450012',
    costCentres: [{ code: 'BRUK', name: 'Brukshundklubben' }],
    previous: null,
    lines,
    ...changes,
  });
}
