// What reading and checks found, as it may be told: pages and calls read it here, checks and commands
// read it whole.

import type { Parts } from '../deps.ts';
import { maskDeviation, maskNotice } from '../masking.ts';
import type { Deviation, InvoiceId, Notice } from '../types.ts';

export function createToldQueries({ store, inventory }: Pick<Parts, 'store' | 'inventory'>) {
  return {
    deviationsOf: async (id: InvoiceId): Promise<Deviation[]> => {
      const mask = await inventory.secretMask();
      return (await store.findings.deviationsOf(id)).map((each) => maskDeviation(mask, each));
    },

    noticesOf: async (id: InvoiceId): Promise<Notice[]> => {
      const mask = await inventory.secretMask();
      return (await store.findings.noticesOf(id)).map((each) => maskNotice(mask, each));
    },
  };
}

export type ToldQueries = ReturnType<typeof createToldQueries>;
