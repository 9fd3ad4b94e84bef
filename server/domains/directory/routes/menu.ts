// Where this room stands in the menu.

import type { Nav } from '../../../http/nav.ts';
import { paths } from '../paths.ts';
import { seeCostCentres, seePeople, seeUnits } from '../policy.ts';

export function directoryMenu(nav: Nav): void {
  nav.add({
    group: 'register',
    key: 'layout:menu.organisation',
    icon: 'building-2',
    href: paths.units(),
    rule: seeUnits,
    order: 20,
  });
  nav.add({
    group: 'register',
    key: 'layout:menu.costCentres',
    icon: 'wallet',
    href: paths.costCentres(),
    rule: seeCostCentres,
    order: 30,
  });
  nav.add({
    group: 'register',
    key: 'layout:menu.people',
    icon: 'users',
    href: paths.people(),
    rule: seePeople,
    order: 40,
  });
}
