// The first operator: a Peppol e-invoice with a few lines, and a specification with a row for each
// charge. In the demonstration's month it makes the mistakes that operators make.

import { addMonths, periodOfMonth, type Month } from '../../server/kernel/calendar.ts';
import { createRunningSum, fine, oreOf, type Fine } from './amounts.ts';
import { NORDTEL, priceOf } from './catalogue.ts';
import { fee, feesOf, hadTraffic, type Charge } from './charges.ts';
import { fictionNumber, mobileNumber, spelled } from './check-digits.ts';
import type { Municipality } from './municipality.ts';
import { createRandom, type Random } from './random.ts';
import type { Service } from './services.ts';
import type { SpecificationRow } from './specification.ts';
import type { UblLine } from './ubl.ts';

/** The specification's rows of a month, in file order. */
export function nordtelRows(municipality: Municipality, month: Month): SpecificationRow[] {
  const isMessy = month === municipality.timeline.month;
  const services = municipality.services
    .filter(({ supplier }) => supplier === 'NORDTEL')
    .sort((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : a.serial - b.serial));
  const rows = services.flatMap((service) => rowsOf(service, month, isMessy));
  const known = isMessy ? [...rows, ...notRegistered(month)] : rows;
  return [...known, ...withoutService(known, month)];
}

/** The e-invoice's lines: a sum for each group and VAT rate of the rows that can be read. */
export function nordtelLines(rows: readonly SpecificationRow[]): UblLine[] {
  const sums = new Map<string, UblLine>();
  const gains = new Map<number, (amount: Fine) => number>();
  for (const row of rows.filter(({ fault }) => fault === null)) {
    const gain = gains.get(row.rate) ?? createRunningSum();
    gains.set(row.rate, gain);
    const text = `${row.group} enligt specifikation${row.rate === 25 ? '' : `, moms ${String(row.rate)} %`}`;
    const netOre = (sums.get(text)?.netOre ?? 0) + gain(row.amount);
    sums.set(text, { text, netOre, rate: row.rate });
  }
  return [...sums.values()];
}

function rowsOf(service: Service, month: Month, isMessy: boolean): SpecificationRow[] {
  const random = createRandom(`nordtel ${month} ${String(service.serial)}`);
  const oddity = isMessy ? service.oddity : null;
  const charges = [
    ...feesOf(service, month, oddity === 'still-charged'),
    ...(hadTraffic(service, month) ? trafficOf(service, month, random) : []),
    ...(isMessy ? oddCharges(service, month) : []),
  ];
  const rows = charges.map((charge) => rowOf(service, charge, random));
  const [first, ...others] = rows;
  if (first === undefined) return rows;
  if (oddity === 'charged-twice') return [first, first, ...others];
  return [{ ...first, ...changeOf(first, oddity) }, ...others];
}

function changeOf(row: SpecificationRow, oddity: Service['oddity']): Partial<SpecificationRow> {
  if (oddity === 'unreadable-date') return { fault: 'date' };
  if (oddity === 'unreadable-amount') return { fault: 'amount' };
  if (oddity === 'too-few-fields') return { fault: 'fields' };
  return oddity === 'text-on-two-lines' ? { text: `${row.text}\n(tillfälligt höjd)` } : {};
}

function oddCharges(service: Service, month: Month): Charge[] {
  const before = periodOfMonth(addMonths(month, -1));
  if (service.oddity === 'costly-data') {
    return [{ ...fee('Datatrafik utanför EU', before, fine('4003.75')), group: 'Trafik' }];
  }
  if (service.oddity === 'earlier-month-again' && service.plan !== null) {
    return [fee(service.plan, before, priceOf(service.plan))];
  }
  return [];
}

const TRAFFIC = {
  mobile: {
    percent: 46,
    kinds: ['Samtal inom Sverige', 'Samtal till utlandet', 'Datatrafik EU', 'Sms'],
    high: 590_000,
  },
  mobile_broadband: { percent: 24, kinds: ['Datatrafik', 'Datatrafik EU'], high: 450_000 },
  m2m: { percent: 12, kinds: ['Datatrafik', 'Sms'], high: 40_000 },
} as const;

function trafficOf(service: Service, month: Month, random: Random): Charge[] {
  const period = periodOfMonth(addMonths(month, -1));
  const { percent, kinds, high } = TRAFFIC[service.type as keyof typeof TRAFFIC];
  const rows = kinds
    .filter(() => random.chance(percent / kinds.length))
    .map((text) => {
      return { ...fee(text, period, trafficAmount(high, random)), group: 'Trafik' as const };
    });
  if (service.type !== 'mobile' || !random.chance(1.5)) return rows;
  return [...rows, ticket(period, random)];
}

/** A ticket bought by telephone has another VAT rate. */
function ticket(period: Charge['period'], random: Random): Charge {
  return {
    ...fee('Biljett via mobil', period, random.between(20, 90) * 10_000),
    group: 'Trafik',
    rate: 6,
  };
}

/** Nothing for some, whole öre for most, four decimals for the rest. */
function trafficAmount(high: number, random: Random): Fine {
  if (random.chance(3)) return 0;
  const amount = random.between(1_000, high);
  return random.chance(40) ? amount : amount - (amount % 100);
}

function rowOf(service: Service, charge: Charge, random: Random): SpecificationRow {
  const names = namesOf(service, random);
  const isTraffic = charge.group === 'Trafik';
  const { from, to } = charge.period;
  return {
    account: service.account,
    ...names,
    group: charge.group,
    text: isTraffic && random.chance(5) ? `${charge.text}; övrigt` : charge.text,
    from,
    to: from === to ? '' : to,
    volume: isTraffic ? String(random.between(1, 900)) : '',
    unit: isTraffic ? 'st' : 'mån',
    amount: charge.amount,
    rate: charge.rate,
    fault: null,
  };
}

/** By which the operator names the service: its own id, the number in some spelling, or both. */
function namesOf(service: Service, random: Random): { subscriptionId: string; number: string } {
  const subscriptionId = random.chance(service.supplierIdKnown ? 55 : 30) ? service.supplierId : '';
  const onlyId = subscriptionId !== '' && service.supplierIdKnown && random.chance(10);
  return { subscriptionId, number: onlyId ? '' : spelled(service.identifier, random) };
}

// Twenty tablets that somebody ordered past the register, half of them without a number.
const TABLETS = 20;
const STRANGERS = [88, 89, 97, 98];

/** Charges for services that no register has. */
function notRegistered(month: Month): SpecificationRow[] {
  const random = createRandom(`nordtel unknown ${month}`);
  const now = periodOfMonth(month);
  const before = periodOfMonth(addMonths(month, -1));
  const row = (charge: Charge, names: { subscriptionId: string; number: string }) =>
    plainRow(charge, 'K-NO19', names);
  const tablets = Array.from({ length: TABLETS }, (_, index) =>
    row(fee('Bredband 50 GB', now, priceOf('Bredband 50 GB')), {
      subscriptionId: `NT-BB-${String(20_533 + index)}`,
      number: index < TABLETS / 2 ? mobileNumber(random) : '',
    }),
  );
  const strangers = STRANGERS.flatMap((last, index) => {
    const names = { subscriptionId: '', number: spelled(fictionNumber(last), random) };
    const sum = random.between(10_000, 900_000);
    const traffic: Charge = { ...fee('Samtal inom Sverige', before, sum), group: 'Trafik' };
    const plan = row(fee('Fält 15 GB', now, priceOf('Fält 15 GB')), names);
    return index < 2 ? [plan, row(traffic, names)] : [plan];
  });
  return [...tablets, ...strangers];
}

/** The account fee, and the discount on all fees: rows that name no service. */
function withoutService(rows: readonly SpecificationRow[], month: Month): SpecificationRow[] {
  const now = periodOfMonth(month);
  const none = { subscriptionId: '', number: '' };
  const fees = rows
    .filter(({ group, fault }) => group === 'Abonnemang' && fault === null)
    .reduce((all, { amount }) => all + amount, 0);
  const discount = -oreOf(fees * 0.025) * 100;
  const account = fee('Kontoavgift samlingsfaktura', now, fine('395.00'));
  return [
    { ...plainRow(account, 'K-NO10', none), group: 'Kontoavgift' },
    {
      ...plainRow(fee('Volymrabatt enligt avtal', now, discount), 'K-NO10', none),
      group: 'Rabatt',
    },
  ];
}

function plainRow(
  charge: Charge,
  account: string,
  names: { subscriptionId: string; number: string },
): SpecificationRow {
  const { group, text, amount, rate } = charge;
  const { from, to } = charge.period;
  return {
    account,
    ...names,
    group,
    text,
    from,
    to,
    volume: '',
    unit: 'st',
    amount,
    rate,
    fault: null,
  };
}

export const NORDTEL_PARTY = {
  name: NORDTEL.name,
  organisationNumber: NORDTEL.organisationNumber,
  street: 'Sändarvägen 1',
  postalCode: '16440',
  city: NORDTEL.city,
};
