// Who may see and change when people are reminded.

import { defineRule } from '../../kernel/rule.ts';

/** Finance is among those who are reminded, and may see when. */
export const seeWaitPolicies = defineRule({
  name: 'wait-policies.see',
  roles: ['administrator', 'finance', 'auditor'],
  everywhere: true,
});

export const changeWaitPolicies = defineRule({
  name: 'wait-policies.change',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeWaitPolicies,
});
