// Who may see what was sent to others: those who look after the house. One's own is everybody's.

import { defineRule } from '../../kernel/rule.ts';

/** The log of letters; what stands in them is only the recipient's. */
export const seeLetters = defineRule({
  name: 'letters.see',
  roles: ['administrator', 'auditor'],
  everywhere: true,
});

/** Sends a failed letter again. */
export const resendLetters = defineRule({
  name: 'letters.resend',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeLetters,
});
