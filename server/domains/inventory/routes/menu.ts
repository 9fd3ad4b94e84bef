// Where this room stands in the menu.

import type { Nav } from '../../../http/nav.ts';
import { paths } from '../paths.ts';
import { seeSubscriptions } from '../policy.ts';

export function inventoryMenu(nav: Nav): void {
  nav.add({
    group: 'register',
    key: 'layout:menu.subscriptions',
    icon: 'smartphone',
    href: paths.index(),
    rule: seeSubscriptions,
    order: 10,
    search: true,
  });
}
