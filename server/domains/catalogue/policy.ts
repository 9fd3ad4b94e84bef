// Who may see suppliers and prices, and who may change a price.

import { defineRule } from '../../kernel/rule.ts';

/** Suppliers, their charge codes and the service types. */
export const seeSuppliers = defineRule({
  name: 'suppliers.see',
  roles: ['coordinator', 'unit-economist', 'administrator', 'service-desk', 'finance', 'auditor'],
});

/** The suppliers' price lists and the house's own. */
export const seePrices = defineRule({
  name: 'prices.see',
  roles: [...seeSuppliers.roles, 'cost-centre-owner'],
});

/** Another price from a day. */
export const changePrices = defineRule({
  name: 'prices.change',
  roles: ['administrator'],
  everywhere: true,
  seenBy: seePrices,
});
