// Who may see and run the months, and who may see which customer invoice.

import { defineRule } from '../../kernel/rule.ts';

/** Months, their red list and the ledger's files. */
export const seeMonths = defineRule({
  name: 'billing-months.see',
  roles: ['administrator', 'finance', 'auditor'],
  everywhere: true,
});

export const startMonths = defineRule({
  name: 'billing-months.start',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seeMonths,
});

/** Placing red-list lines, reporting a mend, pausing, resuming, cancelling, trying again. */
export const runMonths = defineRule({
  name: 'billing-months.run',
  roles: ['administrator', 'finance'],
  everywhere: true,
  seenBy: seeMonths,
});

/** Approving a month, letting it go on without something, and the accounting system's receipts. */
export const approveMonths = defineRule({
  name: 'billing-months.approve',
  roles: ['finance'],
  everywhere: true,
  seenBy: seeMonths,
});

/** A customer invoice, by the cost centre, company or customer that it is sent to. */
export const seeCustomerInvoices = defineRule({
  name: 'customer-invoices.see',
  roles: [
    'administrator',
    'finance',
    'auditor',
    'unit-economist',
    'cost-centre-owner',
    'coordinator',
  ],
});
