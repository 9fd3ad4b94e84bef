// Random files of operators: e-invoices alone, credit notes, e-invoices with either specification,
// with references said in every way, odd periods, many decimals and rows that can't be read.

import type { ClosedPeriod, LocalDate } from '../../../server/kernel/calendar.ts';
import { createRunningSum, oreOf } from '../../../tools/demo/amounts.ts';
import { spelled } from '../../../tools/demo/check-digits.ts';
import type { Random } from '../../../tools/demo/random.ts';
import type { Registers } from '../../../tools/demo/registers.ts';
import { specificationFile, type SpecificationRow } from '../../../tools/demo/specification.ts';
import { ublFile } from '../../../tools/demo/ubl-file.ts';
import type { UblDocument, UblExtra, UblLine, VatCategory } from '../../../tools/demo/ubl.ts';
import { anInvoice } from '../a.ts';
import { monthAround, shift } from '../oracle/days.ts';
import type { Sent } from '../oracle/month.ts';
import { latin1File } from './latin1-file.ts';

type Around = {
  readonly random: Random;
  readonly month: string;
  readonly subscriptions: Registers['subscriptions'];
  readonly specification: string;
};

export const TEXTS = ['Bas', 'Bas Plus', 'Trafik', 'Trafik; nät', 'Rabatt', 'Apparat', 'Okänt'];

export function randomSent(around: Around): Sent[] {
  const { random } = around;
  const alone = Array.from({ length: random.between(1, 2) }, (_, index) =>
    eInvoiceAlone(`B-${String(index + 1)}`, around),
  );
  const specified = Array.from({ length: random.between(0, 2) }, (_, index) =>
    withSpecification(`A-${String(index + 1)}`, around),
  );
  return [...specified, ...alone];
}

function common(number: string, { random, month }: Around): UblDocument {
  const { from, to } = monthAround(`${month}-01`);
  const issuedOn = random.pick([to, from, shift(from, 9), shift(from, -3)]) as LocalDate;
  const period = { from: from as LocalDate, to: shift(from, random.between(0, 27)) as LocalDate };
  return anInvoice({
    number,
    issuedOn,
    lines: [],
    prepaidOre: random.chance(15) ? random.between(100, 5_000) : 0,
    inWholeKronor: random.chance(50),
    ...(random.chance(30) ? { period } : {}),
  });
}

function eInvoiceAlone(number: string, around: Around): Sent {
  const { random } = around;
  const services = around.subscriptions.filter(({ supplier }) => supplier === 'BETA');
  const head = common(number, around);
  const document: UblDocument = {
    ...head,
    kind: random.chance(25) ? 'credit-note' : 'invoice',
    lines: Array.from({ length: random.between(3, 18) }, () => {
      const { period, ...others } = line(services, around);
      // PEPPOL-EN16931-R110 and R111: a line's period lies within the invoice's.
      return period === undefined || !isWithin(period, head.period)
        ? others
        : { ...others, period };
    }),
    extras: Array.from({ length: random.pick([0, 0, 1, 2]) }, () => extra(random)),
    ...(random.chance(10) ? { object: referenceOf(services, random) } : {}),
  };
  return { supplier: 'BETA', files: [{ name: `${number}.xml`, bytes: ublFile(document) }] };
}

function isWithin(period: ClosedPeriod, whole: ClosedPeriod | undefined): boolean {
  return whole === undefined || (whole.from <= period.from && period.to <= whole.to);
}

function line(services: Registers['subscriptions'], around: Around): UblLine {
  const { random } = around;
  const [category, rate] = vatOf(random);
  const reference = referenceOf(services, random);
  const text = random.pick(TEXTS);
  const said = random.between(1, 10);
  const period = periodIn(around);
  return {
    text: said === 8 ? `${text} ${reference}` : text,
    netOre: amountIn(random),
    category,
    rate,
    ...(said <= 6 && reference !== '' ? { object: reference } : {}),
    ...(said === 7 ? { note: `Avser ${reference}, se bilaga` } : {}),
    ...(said === 9 ? { description: `Tjänst ${reference}` } : {}),
    ...(period.from === '' || period.to === ''
      ? {}
      : { period: period as { from: LocalDate; to: LocalDate } }),
  };
}

function extra(random: Random): UblExtra {
  const [category, rate] = vatOf(random);
  return {
    isCharge: random.chance(40),
    reason: random.pick(['Rabatt på allt', 'Fakturaavgift']),
    ore: random.between(1, 40_000),
    category,
    rate,
  };
}

function vatOf(random: Random): [VatCategory, number] {
  return random.pick<[VatCategory, number]>([
    ['S', 25],
    ['S', 25],
    ['S', 25],
    ['S', 12],
    ['S', 6],
    ['E', 0],
    ['AE', 0],
  ]);
}

/** An id, a number in some spelling, a stranger, a number of another supplier, or nothing. */
function referenceOf(services: Registers['subscriptions'], random: Random): string {
  if (services.length === 0 || random.chance(8))
    return random.pick(['', '+46701740688', 'X-1', 'SP-99']);
  const service = random.pick(services);
  const identifier = service.identifier ?? '';
  const id = service.supplier_subscription_id ?? '';
  if (random.chance(35) && id !== '') return id;
  return identifier.startsWith('+') ? spelled(identifier, random) : identifier;
}

/** A period in, across, before or long before the month; one day; one end; or none. */
function periodIn({ random, month }: Around): { from: string; to: string } {
  const { from, to } = monthAround(`${month}-01`);
  const before = monthAround(`${month}-01`, -1);
  const start = shift(from, random.between(-40, 20));
  return random.pick([
    { from, to },
    { from, to },
    before,
    { from: start, to: shift(start, random.between(0, 50)) },
    { from: start, to: start },
    { from: '', to: '' },
  ]);
}

function amountIn(random: Random): number {
  const size = random.pick([1, 2, 99, 14_900, 12_345, random.between(1, 900_000), 0]);
  return random.chance(25) ? -size : size;
}

function withSpecification(number: string, around: Around): Sent {
  const { random } = around;
  const services = around.subscriptions.filter(({ supplier }) => supplier === 'ALFA');
  // A specification says only the rate: what is 0 % there is of one category.
  const zero = random.pick<VatCategory>(['E', 'AE', 'Z']);
  const rows = Array.from({ length: random.between(3, 22) }, () => row(services, around));
  const document: UblDocument = { ...common(number, around), lines: totals(rows, zero, random) };
  const head = { number, issuedOn: document.issuedOn };
  const isUtf8 = around.specification === 'spec-utf8';
  return {
    supplier: 'ALFA',
    files: [
      { name: `${number}.xml`, bytes: ublFile(document) },
      {
        name: `${number}.txt`,
        bytes: isUtf8 ? specificationFile(head, rows) : latin1File(head, rows),
      },
    ],
  };
}

function row(services: Registers['subscriptions'], around: Around): SpecificationRow {
  const { random } = around;
  const { from, to } = periodIn(around);
  const fault = random.chance(5) ? random.pick(['date', 'amount', 'fields'] as const) : null;
  return {
    account: random.pick(['K1', 'K2', 'K3']),
    ...namesIn(services, around),
    group: random.pick(['Abonnemang', 'Trafik', 'Rabatt']),
    text: random.pick(TEXTS),
    from,
    // A day that cannot be must be there.
    to: fault === 'date' ? shift(around.month + '-01', 9) : random.chance(10) ? '' : to,
    volume: '',
    unit: '',
    amount: fineAmount(random),
    rate: random.pick([25, 25, 25, 12, 0]),
    fault,
  };
}

type Names = { readonly subscriptionId: string; readonly number: string };

/** Nothing, an unknown id, only the id, only the number, or both; one format has only numbers. */
function namesIn(services: Registers['subscriptions'], { random, specification }: Around): Names {
  if (services.length === 0 || random.chance(8)) return { subscriptionId: '', number: '' };
  const { identifier = '', supplier_subscription_id: known = '' } = random.pick(services);
  const number = identifier.startsWith('+') ? spelled(identifier, random) : identifier;
  if (specification !== 'spec-utf8') return { subscriptionId: '', number };
  return random.pick([
    { subscriptionId: '', number },
    { subscriptionId: '', number },
    { subscriptionId: known, number },
    { subscriptionId: 'A-99', number },
    { subscriptionId: known === '' ? 'A-98' : known, number: '' },
  ]);
}

function fineAmount(random: Random): number {
  const amount = random.pick([50, 49, 333_333, 1_490_000, random.between(1, 90_000_000), 0]);
  return random.chance(25) ? -amount : amount;
}

/** The e-invoice's lines of a specification; sometimes some öre off, within the tolerance. */
function totals(rows: readonly SpecificationRow[], zero: VatCategory, random: Random): UblLine[] {
  const rates = [...new Set(rows.map(({ rate }) => rate))];
  const lines = rates.map((rate) => {
    const gain = createRunningSum();
    const mine = rows.filter((each) => each.rate === rate && each.fault === null);
    const netOre = mine.reduce((all, { amount }) => all + gain(amount), 0);
    return {
      text: 'Enligt specifikation',
      netOre,
      rate,
      category: rate === 0 ? zero : 'S',
    } as const;
  });
  const [first, ...others] = lines;
  if (first === undefined || !random.chance(20)) return lines;
  return [{ ...first, netOre: first.netOre + random.between(-50, 50) + oreOf(0) }, ...others];
}
