// What of the start page is not everybody's. Everything else on it is asked within the reader's reach.

import { defineRule } from '../../kernel/rule.ts';

/** The month on a line: for those who may open its page. */
export const glanceAtMonth = defineRule({
  name: 'start.glance-at-month',
  roles: ['administrator', 'finance', 'auditor'],
  everywhere: true,
});
