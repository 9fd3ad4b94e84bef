// Random files of operators: e-invoices alone, credit notes, e-invoices with either specification,
// with references said in every way, odd periods, many decimals and rows that can't be read.

import type { ClosedPeriod, LocalDate } from '../../../server/kernel/calendar.ts';
import { createRunningSum, oreOf } from '../../../tools/demo/amounts.ts';
import { spelled } from '../../../tools/demo/check-digits.ts';
import type { Random } from '../../../tools/demo/random.ts';
import type { Registers } from '../../../tools/demo/registers.ts';
import { specificationFile, type SpecificationRow } from '../../../tools/demo/specification.ts';
import { ublFile } from '../../../tools/demo/ubl-file.ts';
import {
  ublSums,
  type UblDocument,
  type UblExtra,
  type UblLine,
  type VatCategory,
} from '../../../tools/demo/ubl.ts';
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
  // What is issued after the month waits for the next one.
  const days = [to, from, shift(from, 9), shift(from, -3), shift(from, -45), shift(to, 1)];
  const issuedOn = random.pick(days) as LocalDate;
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
  const whole = random.chance(12) ? balanced(document) : document;
  return { supplier: 'BETA', files: [{ name: `${number}.xml`, bytes: ublFile(whole) }] };
}

/** The same with a line that makes its net 0: the payable then decides the sign of rule 9. */
function balanced(document: UblDocument): UblDocument {
  const { netOre } = ublSums(document);
  const last: UblLine = { text: 'Kvittning', netOre: -netOre, rate: 12, category: 'S' };
  return { ...document, lines: [...document.lines, last] };
}

function isWithin(period: ClosedPeriod, whole: ClosedPeriod | undefined): boolean {
  return whole === undefined || (whole.from <= period.from && period.to <= whole.to);
}

function line(services: Registers['subscriptions'], around: Around): UblLine {
  const { random } = around;
  const [category, rate] = vatOf(random);
  const period = periodIn(around);
  return {
    netOre: amountIn(random),
    category,
    rate,
    ...said(services, random),
    ...(period.from === '' || period.to === ''
      ? {}
      : { period: period as { from: LocalDate; to: LocalDate } }),
  };
}

/** How a line names its service: as the invoiced object, or in its texts, which are searched in turn. */
function said(
  services: Registers['subscriptions'],
  random: Random,
): Pick<UblLine, 'text' | 'object' | 'note' | 'description'> {
  const text = random.pick(TEXTS);
  const [reference, other] = [referenceOf(services, random), referenceOf(services, random)];
  const note = `Avser ${reference}, se bilaga`;
  const [objects, nothing] = [6, 10];
  const way = random.between(1, 12);
  if (way <= objects) return reference === '' ? { text } : { text, object: reference };
  if (way === nothing) return { text };
  return random.pick([
    { text: `${text} ${reference}` },
    { text, note },
    { text, description: `Tjänst ${reference}` },
    { text, note, description: `Tjänst ${other}` },
    { text, description: `Tjänst ${other} eller ${reference}` },
  ]);
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
  const kind = random.chance(20) ? 'credit-note' : 'invoice';
  const lines = totals(rows, zero, random);
  const document: UblDocument = { ...common(number, around), kind, lines };
  const head = { number, issuedOn: document.issuedOn };
  // A credit note's rows are written as in the e-invoice, or with the sign that they have.
  const isSigned = kind === 'credit-note' && random.chance(50);
  const written = isSigned ? rows.map((each) => ({ ...each, amount: -each.amount })) : rows;
  const isUtf8 = around.specification === 'spec-utf8';
  return {
    supplier: 'ALFA',
    files: [
      { name: `${number}.xml`, bytes: ublFile(document) },
      {
        name: `${number}.txt`,
        bytes: isUtf8 ? specificationFile(head, written) : latin1File(head, written),
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
