// Who may see the organisation, and who may change what is charged.

import { defineRule } from '../../kernel/rule.ts';
import { REGISTER_READERS } from './types.ts';

/** The tree of units; each sees one's own branches of it. */
export const seeUnits = defineRule({
  name: 'units.see',
  roles: REGISTER_READERS,
});

export const seeCostCentres = defineRule({ name: 'cost-centres.see', roles: seeUnits.roles });

/** Owner, unit, code string and the rest, from a day. */
export const changeCostCentres = defineRule({
  name: 'cost-centres.change',
  roles: ['administrator', 'finance'],
  seenBy: seeCostCentres,
});

/** People of one's units: those who give them telephones, and those who look after it all. */
export const seePeople = defineRule({
  name: 'people.see',
  roles: ['coordinator', 'administrator', 'service-desk', 'auditor'],
});
