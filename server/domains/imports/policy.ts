// Who may import registers: a file changes whole registers, so only those who look after all of it.

import { defineRule } from '../../kernel/rule.ts';

export const importRegisters = defineRule({
  name: 'registers.import',
  roles: ['administrator'],
  everywhere: true,
});
