// Who may see and change the suppliers' invoices. They are the whole house's: no scope narrows them.

import { defineRule } from '../../kernel/rule.ts';

/** Invoices, their files, lines and findings. */
export const seeInvoices = defineRule({
  name: 'invoices.see',
  roles: ['administrator', 'finance', 'auditor'],
  everywhere: true,
});

/** Taking files in, adding to an invoice that waits, accepting a difference. */
export const changeInvoices = defineRule({
  name: 'invoices.change',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeInvoices,
});
