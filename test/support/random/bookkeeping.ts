// How a random municipality keeps its books: settings said or left to their defaults, closed periods, and
// posting rules that say more than the plain ones or change with the month.

import type { Random } from '../../../tools/demo/random.ts';
import type { RegisterRow } from '../../../tools/demo/registers.ts';
import { monthAround, shift } from '../oracle/days.ts';

type Settings = RegisterRow<'settings'>;
type PostingRule = RegisterRow<'posting-rules'>;

const SINCE = { from: '2020-01-01' };

/** The agreed cost centres as they are; the rest by chance, said or not. */
export function randomSettings(
  base: readonly Settings[],
  random: Random,
  month: string,
): Settings[] {
  const kept = base.filter(({ key }) => key !== 'posting_mode' && key !== 'sie_dimensions');
  const said = (key: string, value: string): Settings[] => (value === '' ? [] : [{ key, value }]);
  const { from } = monthAround(`${month}-01`, random.between(-2, 1));
  return [
    ...kept,
    ...said('posting_mode', random.pick(['clearing', 'full', 'full', ''])),
    ...said(
      'sie_dimensions',
      random.pick(['', 'cost_centre=1;project=7;activity=30;object=31;counterpart=5']),
    ),
    ...said('ledger_closed_through', random.chance(40) ? from.slice(0, 7) : ''),
  ];
}

/** The plain rules, some of them changing account around the month, and finer ones beside them. */
export function randomPostingRules(
  base: readonly PostingRule[],
  random: Random,
  month: string,
): PostingRule[] {
  const { from, to } = monthAround(`${month}-01`);
  const changed = random.shuffled(base).slice(0, random.pick([0, 0, 1, 3]));
  const plain = base.flatMap((rule): PostingRule[] => {
    if (!changed.includes(rule)) return [rule];
    const since = random.pick([from, shift(from, 9), to, shift(to, 1)]);
    return [
      { ...rule, to: shift(since, -1) },
      { ...rule, account: random.pick(['3740', '3990', '2614']), from: since },
    ];
  });
  return [...plain, ...finerRules(random)];
}

function finerRules(random: Random): PostingRule[] {
  const rules: PostingRule[] = [
    { purpose: 'cost', service_type: 'special', account: '3740', ...SINCE },
    { purpose: 'resale', service_type: 'm2m', account: '3990', ...SINCE },
    { purpose: 'sales', vat_rate: '12', account: '3990', ...SINCE },
    { purpose: 'vat-out', vat_rate: '6', account: '2614', objects: 'project=P1', ...SINCE },
    { purpose: 'sales', vat_rate: '6', account: '1510', ...SINCE, to: '2020-12-31' },
    { purpose: 'vat-deductible', vat_rate: '12', account: '2614', ...SINCE },
    { purpose: 'vat-municipal', vat_rate: '25', account: '3740', ...SINCE },
    { purpose: 'vat-out-reverse', vat_rate: '25', account: '2611', ...SINCE },
    { purpose: 'vat-out-reverse', vat_rate: '0', account: '1510', ...SINCE },
    {
      purpose: 'internal-income',
      service_type: 'm2m',
      account: '3041',
      objects: 'activity=510;counterpart=8',
      ...SINCE,
    },
    { purpose: 'clearing', vat_rate: '25', account: '1510', ...SINCE },
  ];
  return rules.filter(() => random.chance(60));
}
