// Who may import registers: a file changes whole registers, so only those who look after all of it.

import { defineRule } from '../../kernel/rule.ts';
import { REGISTER_READERS } from '../directory/types.ts';

export const seeRegisters = defineRule({ name: 'registers.see', roles: REGISTER_READERS });

/** A file of one kind: who sees registers but may not import them is told so (403). */
export const importRegisters = defineRule({
  name: 'registers.import',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeRegisters,
});
