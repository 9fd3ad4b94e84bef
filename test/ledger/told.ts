// Vouchers in one line a row, for tests to compare: `6212 {1 4110, 20 2240} 600`.

import type { Voucher } from '../../server/domains/ledger/types.ts';

export function toldRows({ rows }: Pick<Voucher, 'rows'>): string[] {
  return rows.map(({ account, objects, amountOre }) => {
    const list = objects.map(({ dimension, code }) => `${String(dimension)} ${code}`).join(', ');
    return `${account} {${list}} ${String(amountOre)}`;
  });
}
