// The side menu. Rooms say what they have when their routes are registered; each person sees what
// one's rules open, and nothing that is not built.

import type { Actor } from '../kernel/actor.ts';
import { may, type Rule } from '../kernel/rule.ts';

export const NAV_GROUPS = ['start', 'work', 'register', 'economy', 'follow-up', 'system'] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

export type NavItem = {
  readonly group: NavGroup;
  /** Catalogue key of its name. */
  readonly key: string;
  readonly icon: string;
  readonly href: string;
  readonly rule: Rule;
  /** Where it stands in its group: low numbers first. */
  readonly order: number;
  /** How many things wait there for this person. */
  readonly count?: (actor: Actor) => Promise<number>;
  /** Where the search field at the top of every page leads, with `?q=`. */
  readonly search?: true;
};

export type NavView = {
  readonly id: string;
  readonly key: string | null;
  readonly items: readonly {
    readonly key: string;
    readonly icon: string;
    readonly href: string;
    readonly current: boolean;
    readonly count: number | null;
  }[];
};

export type Nav = {
  readonly add: (item: NavItem) => void;
  /** The menu as this person sees it on this path. */
  readonly of: (actor: Actor, path: string) => Promise<NavView[]>;
  /** Where this person's searches lead; null who may not see any such list. */
  readonly searchOf: (actor: Actor) => string | null;
};

export function createNav(): Nav {
  const all: NavItem[] = [];
  return {
    add: (item) => {
      all.push(item);
    },
    searchOf: (actor) =>
      all.find(({ search, rule }) => search === true && may(rule, actor))?.href ?? null,
    of: async (actor, path) => {
      const seen = all.filter(({ rule }) => may(rule, actor));
      const current = currentOf(seen, path);
      const groups = NAV_GROUPS.map(async (id) => ({
        id,
        key: id === 'start' ? null : `layout:group.${id}`,
        items: await Promise.all(
          seen
            .filter(({ group }) => group === id)
            .sort((a, b) => a.order - b.order)
            .map(async ({ key, icon, href, count }) => ({
              key,
              icon,
              href,
              current: href === current,
              count: count === undefined ? null : await count(actor),
            })),
        ),
      }));
      return (await Promise.all(groups)).filter(({ items }) => items.length > 0);
    },
  };
}

/** The item whose page this is, or the one under which it lies: the longest href that begins the path. */
function currentOf(items: readonly NavItem[], path: string): string | null {
  const above = items
    .map(({ href }) => href)
    .filter((href) => path === href || (href !== '/' && path.startsWith(`${href}/`)));
  return above.sort((a, b) => b.length - a.length)[0] ?? null;
}
