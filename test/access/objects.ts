// Who asks in the tests of routes, and where the objects are that they ask about: of each kind one
// within their reach, one beyond it, and one that there is not.

import { ROLES, SYSTEM, type Role, type Scope } from '../../server/kernel/actor.ts';
import type { Registered } from '../../server/http/route.ts';
import { registerRooms } from '../support/registers.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { emptyTables } from '../support/database.ts';
import { testHouse, type TestHouse } from '../support/house.ts';
import { signIn, type SignedInCookie } from '../support/sign-in.ts';

export type ObjectsOfRoute = {
  /** How the route's path begins. */
  readonly at: string;
  /** The parameter that names the object. */
  readonly parameter: string;
  readonly own: string;
  readonly other: string;
  readonly missing: string;
};

/** In the municipality of `aMunicipality`: the unit E and the cost centre 1000 are ours, BAB is not. */
export const OBJECTS: readonly ObjectsOfRoute[] = [
  { at: '/subscriptions/', parameter: 'id', own: 'S-1', other: 'S-2', missing: 'S-0' },
  { at: '/cost-centres/', parameter: 'code', own: '1000', other: '7000', missing: '0000' },
  { at: '/units/', parameter: 'code', own: 'E', other: 'BAB', missing: 'NIL' },
  {
    at: '/people/',
    parameter: 'email',
    own: 'ove.prov@example.test',
    other: 'bo.bolag@example.test',
    missing: 'no.one@example.test',
  },
];

export function objectsOf({
  kind,
  path,
}: Pick<Registered, 'kind' | 'path'>): ObjectsOfRoute | null {
  const at = kind === 'api' ? path.replace('/api/v1', '') : path;
  return OBJECTS.find((objects) => at.startsWith(objects.at)) ?? null;
}

/** Parameters that cannot be 1, with a value that they may have. */
const VALUES: readonly (readonly [parameter: string, value: string])[] = [
  ['/:month', '/2026-09'],
  ['/imports/:kind', '/imports/units'],
  ['/wait-policies/:kind', '/wait-policies/invoice-expected'],
];

/** The route's address with an object's id in it, and values that can be the name of something. */
export function addressOf(each: Registered, id = objectsOf(each)?.own ?? '1'): string {
  const parameter = objectsOf(each)?.parameter ?? 'id';
  return VALUES.reduce((at, [name, value]) => at.replace(name, value), each.path)
    .replace(new RegExp(`:${parameter}\\b`), encodeURIComponent(id))
    .replace(/[:*]\w+/g, '1');
}

/** The scope in which each role is held here. */
export function scopeOf(role: Role): Scope {
  if (role === 'cost-centre-owner') return { kind: 'cost-centre', code: '1000' };
  if (role === 'coordinator' || role === 'unit-economist') return { kind: 'unit', code: 'E' };
  return role === 'employee' ? { kind: 'self' } : { kind: 'all' };
}

export type AskingPeople = TestHouse & {
  readonly people: ReadonlyMap<Role, SignedInCookie>;
  readonly tokens: ReadonlyMap<Role, string>;
};

/** The house with the municipality in it, a person and a service account for each role. */
export async function askingPeople(): Promise<AskingPeople> {
  const test = await testHouse();
  const { db, access } = test.house;
  const rooms = await registerRooms();
  await emptyTables();
  for (const { kind, bytes } of filesOf(aMunicipality())) {
    await rooms.imports.importFile({ kind, bytes, dryRun: false, actor: SYSTEM });
  }
  await rooms.importText('people', 'email;name;unit\nbo.bolag@example.test;Bo Bolag;BAB\n');
  // The user 1, about whom routes of a user are asked.
  await db.run(
    `INSERT INTO users (id, issuer, name_id, name, saml_groups, created_at)
     VALUES (1, 'test', 'one', 'Ett', '[]', UTC_TIMESTAMP(3))`,
  );
  // The customer invoice 1, to the cost centre that is ours.
  await db.run(
    `INSERT INTO billing_months (month, state, started_at, started_by)
     VALUES ('2026-09', 'closed', UTC_TIMESTAMP(3), 'test')`,
  );
  await db.run(
    `INSERT INTO customer_invoices (number, month, ordinal, part, customer_kind, customer, issued_on,
       due_on, frozen_at, net_ore, vat, vat_ore, rounding_ore, payable_ore, channel, recipient, issuer,
       cost_centres, made_at)
     VALUES ('1', '2026-09', 1, 1, 'internal', '1000', '2026-11-02', '2026-12-02', UTC_TIMESTAMP(3), 0,
       '[]', 0, 0, 0, 'login', '{}', '{}', '[]', UTC_TIMESTAMP(3))`,
  );
  const people = new Map<Role, SignedInCookie>();
  const tokens = new Map<Role, string>();
  for (const role of ROLES) {
    const scope = scopeOf(role);
    const rights = role === 'employee' ? [] : [{ role, scope }];
    people.set(role, await signIn(db, { email: `${role}@example.test`, name: role, rights }));
    const account = { name: role, role, scope, responsibleEmail: null };
    tokens.set(role, (await access.createServiceAccount(account, SYSTEM)).token);
  }
  await untilTheTreeIsNew(test, people.get('coordinator')?.userId ?? 0);
  return { ...test, people, tokens };
}

/** Another test of this process may have asked for the tree a moment ago. */
async function untilTheTreeIsNew(test: TestHouse, userId: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const actor = await test.house.access.actorOf(userId);
    if (actor?.reach.coordinator?.costCentres.has('1000') === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the tree of units is not the one that was imported');
}
