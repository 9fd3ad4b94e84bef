// The table that a person reviews: what each role may under each rule, to an object in one's own unit,
// below it, above it, beside it, or in another legal entity.

import type { Actor, Role, Scope } from '../../server/kernel/actor.ts';
import { ROLES } from '../../server/kernel/actor.ts';
import { answer, type Rule, type Target } from '../../server/kernel/rule.ts';
import { reachOfRights } from '../../server/domains/access/rules.ts';
import type { UnitTree } from '../../server/domains/directory/types.ts';

const ME = 'me@example.test';

/** KOMMUN over OMV and SKOLA, HEM below OMV; BOLAG is a company of its own. A cost centre each. */
const TREE: UnitTree = {
  units: [
    { code: 'KOMMUN', parent: null },
    { code: 'OMV', parent: 'KOMMUN' },
    { code: 'HEM', parent: 'OMV' },
    { code: 'SKOLA', parent: 'KOMMUN' },
    { code: 'BOLAG', parent: null },
  ],
  costCentres: ['KOMMUN', 'OMV', 'HEM', 'SKOLA', 'BOLAG'].map((unit) => ({
    code: `cc-${unit}`,
    unit,
    ownerEmail: null,
    coordinatorEmail: null,
  })),
  customers: ['K1'],
};

const at = (unit: string, persons: string[] = []): Target => ({
  units: [unit],
  costCentres: [`cc-${unit}`],
  persons,
});

/** An object of each place, as seen by somebody of OMV who holds what is one's own. */
const PLACES = {
  own: at('OMV', [ME]),
  below: at('HEM', ['other@example.test']),
  above: at('KOMMUN', ['other@example.test']),
  sibling: at('SKOLA', ['other@example.test']),
  other: at('BOLAG', ['other@example.test']),
  list: null,
} as const;

/** The scope in which a role is usually held. */
function usual(role: Role): Scope {
  if (role === 'employee') return { kind: 'self' };
  if (role === 'cost-centre-owner') return { kind: 'cost-centre', code: 'cc-OMV' };
  return role === 'coordinator' || role === 'unit-economist'
    ? { kind: 'unit', code: 'OMV' }
    : { kind: 'all' };
}

/** Somebody with one role, in its usual scope unless another is said. */
export function somebody(role: Role, scope: Scope = usual(role)): Actor {
  const right = { role, scope, source: 'saml', until: null } as const;
  return {
    kind: 'person',
    id: 'person:1',
    name: role,
    email: ME,
    rights: [right],
    reach: reachOfRights([right], TREE),
  };
}

const SIGN = { allowed: 'yes', forbidden: '403', hidden: '404' } as const;

/** The whole table as text: a rule, its roles, the places. Rows in which nothing is open are left out. */
export function tableOf(rules: readonly Rule[]): string {
  const names = Object.keys(PLACES) as (keyof typeof PLACES)[];
  const head = row('', names);
  const parts = rules.map((rule) => {
    const rows = ROLES.map((role) => {
      const cells = names.map((place) => SIGN[answer(rule, somebody(role), PLACES[place])]);
      return cells.every((cell) => cell === '404') ? null : row(`  ${role}`, cells);
    }).filter((line) => line !== null);
    const scope = rule.everywhere ? ' (only with scope all)' : '';
    return [`${rule.name}${scope}`, ...rows].join('\n');
  });
  return `${[head, ...parts].join('\n')}\n`;
}

function row(first: string, cells: readonly string[]): string {
  return `${first.padEnd(22)}${cells.map((cell) => cell.padEnd(9)).join('')}`.trimEnd();
}
