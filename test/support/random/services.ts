// Random services with random lives: owners that change, share, are missing; numbers that pass from
// one service to the next; service types with and without accounts, prices and VAT rates of their own.

import { mobileNumber } from '../../../tools/demo/check-digits.ts';
import type { Random } from '../../../tools/demo/random.ts';
import type { RegisterRow } from '../../../tools/demo/registers.ts';
import { monthAround, shift } from '../oracle/days.ts';
import { sharesOf } from './owners.ts';

export const SUPPLIERS = ['ALFA', 'BETA'] as const;

export const SERVICE_TYPES: readonly RegisterRow<'service-types'>[] = [
  { code: 'mobile', name: 'Mobil', namespace: 'e164' },
  {
    code: 'extension',
    name: 'Anknytning',
    namespace: 'extension',
    account: '6213',
    vat_rate: '25',
  },
  { code: 'm2m', name: 'M2m', namespace: 'e164', vat_rate: '12' },
  { code: 'special', name: 'Särskild', namespace: 'service_id', vat_rate: '6' },
];

export type Services = {
  readonly subscriptions: readonly RegisterRow<'subscriptions'>[];
  readonly ownerships: readonly RegisterRow<'ownerships'>[];
  readonly prices: readonly RegisterRow<'prices'>[];
};

type Around = {
  readonly random: Random;
  readonly month: string;
  readonly owners: readonly string[];
};

export function randomServices(around: Around): Services {
  const { random } = around;
  const count = random.between(6, 14);
  const made = Array.from({ length: count }, (_, index) => service(index + 1, around));
  const subscriptions = passedOn(made, around);
  return {
    subscriptions,
    ownerships: subscriptions.flatMap((row) => ownerships(row, around)),
    prices: ownPrices(around),
  };
}

function service(serial: number, { random, month }: Around): RegisterRow<'subscriptions'> {
  const type = random.pick(['mobile', 'mobile', 'extension', 'm2m', 'special']);
  const { from, to } = monthAround(`${month}-01`);
  const activated_on = random.pick([
    '2021-03-01',
    '2021-03-01',
    shift(from, random.between(-70, 30)),
    shift(from, random.between(-5, 12)),
  ]);
  const ended = random.pick([
    shift(to, random.between(-120, 20)),
    shift(to, random.between(-40, 5)),
    // The last day on which the number is still looked for, and its neighbours.
    shift(from, random.pick([-179, -180, -181])),
  ]);
  const isEnded = random.chance(35) && ended >= activated_on;
  const own = { id: `S-${String(serial)}`, service_type: type, activated_on };
  return {
    ...own,
    ...(isEnded ? { terminated_on: ended } : {}),
    ...(type === 'extension'
      ? { ...extension(serial, random), identifier: String(10_000 + serial), switchboard: 'VX1' }
      : bought(serial, type, random)),
  };
}

/** Now and then a supplier runs the switchboard. */
function extension(serial: number, random: Random): RegisterRow<'subscriptions'> {
  if (!random.chance(20)) return {};
  const supplier = random.pick(SUPPLIERS);
  const id = random.chance(50) ? `${supplier.charAt(0)}-${String(serial)}` : '';
  return { supplier, supplier_subscription_id: id };
}

function bought(serial: number, type: string, random: Random): RegisterRow<'subscriptions'> {
  const supplier = random.pick(SUPPLIERS);
  const number = String(random.between(100_000, 99_999_999));
  const identifier = {
    mobile: mobileNumber(random),
    m2m: `+46719${number}`,
    special: `SP-${String(serial)}`,
  }[type];
  return {
    identifier: identifier ?? '',
    supplier,
    supplier_account: random.pick(['K1', 'K2', '']),
    supplier_subscription_id: random.chance(60) ? `${supplier.charAt(0)}-${String(serial)}` : '',
  };
}

/** Some numbers of ended services go to new ones, some days later. */
function passedOn(
  rows: readonly RegisterRow<'subscriptions'>[],
  { random }: Around,
): RegisterRow<'subscriptions'>[] {
  const heirs = rows
    .filter((row) => row.terminated_on !== undefined && row.service_type === 'mobile')
    .filter(() => random.chance(60))
    .map((row) => {
      const isPorted = random.chance(30);
      return {
        id: `${row.id ?? ''}b`,
        service_type: 'mobile',
        identifier: row.identifier ?? '',
        supplier: isPorted ? random.pick(SUPPLIERS) : (row.supplier ?? ''),
        activated_on: shift(row.terminated_on ?? '', random.between(1, 9)),
      };
    });
  return [...rows, ...heirs];
}

/** Owners from activation on, or some days later; with gaps, shares and changes near the month. */
function ownerships(
  row: RegisterRow<'subscriptions'>,
  around: Around,
): RegisterRow<'ownerships'>[] {
  const { random, month, owners } = around;
  const activated = row.activated_on ?? '';
  const { from } = monthAround(`${month}-01`);
  const first = random.chance(6) ? shift(activated, 4) : activated;
  const changes = Array.from({ length: random.pick([0, 0, 0, 1, 1, 2, 3]) }, () =>
    shift(from, random.between(-31, 45)),
  );
  const starts = [first, ...new Set(changes.filter((day) => day > first))].sort();
  return starts.flatMap((start, index) => {
    if (random.chance(5)) return [];
    const next = starts[index + 1];
    const count = random.pick([1, 1, 1, 2, 3]);
    const together = random.shuffled(owners).slice(0, count);
    const shares = sharesOf(together.length, random);
    return together.map((owner, at) => ({
      subscription: row.id ?? '',
      owner,
      from: start,
      to: next === undefined ? '' : shift(next, -1),
      share: together.length === 1 ? '' : (shares[at] ?? ''),
    }));
  });
}

/** Own prices with a change in the month, a gap, many decimals. */
function ownPrices({ random, month }: Around): RegisterRow<'prices'>[] {
  const { from, to } = monthAround(`${month}-01`);
  const price = (): string => random.pick(['45.00', '89.00', '33.333333', '0.015', '12.345', '0']);
  const of = (item: string, days: { from: string; to?: string }): RegisterRow<'prices'> => {
    return { list: 'own', item, price: price(), per: 'month', ...days };
  };
  const turn = shift(from, random.between(1, 25));
  const extension = random.chance(50)
    ? [of('extension', { from: '2020-01-01' })]
    : [
        of('extension', { from: '2020-01-01', to: shift(turn, -1) }),
        of('extension', { from: shift(turn, random.pick([0, 3])) }),
      ];
  return [
    ...extension,
    ...(random.chance(40) ? [of('m2m', { from: shift(from, 3), to: shift(to, 9) })] : []),
    ...(random.chance(30) ? [of('special', { from: '2020-01-01', to: turn })] : []),
  ];
}
