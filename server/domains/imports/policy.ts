// Who may import registers: a file changes whole registers, so only those who look after all of it.

import { defineRule } from '../../kernel/rule.ts';

/** Units, cost centres, services, prices: who sees a register, or one's part of it. */
export const seeRegisters = defineRule({
  name: 'registers.see',
  roles: [
    'coordinator',
    'cost-centre-owner',
    'unit-economist',
    'administrator',
    'service-desk',
    'finance',
    'auditor',
  ],
});

/** A file of one kind: who sees registers but may not import them is told so (403). */
export const importRegisters = defineRule({
  name: 'registers.import',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeRegisters,
});
