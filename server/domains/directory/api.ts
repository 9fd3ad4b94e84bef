// The registers of the organisation as calls: cost centres, units, people.

import { z } from 'zod';
import type { Reach } from '../../kernel/actor.ts';
import { byCodeBytes } from '../../kernel/money.ts';
import {
  decodeCursor,
  DEFAULT_PAGE_SIZE,
  encodeCursor,
  MAX_PAGE_SIZE,
  toPage,
  type Page,
} from '../../kernel/paging.ts';
import { reachOf } from '../../kernel/rule.ts';
import type { Api } from '../../http/route.ts';
import type { Clock } from '../../platform/clock.ts';
import { seeCostCentres, seePeople, seeUnits } from './policy.ts';
import type { PeopleList } from './queries/people.ts';
import type { DirectoryQueries } from './queries/registers.ts';
import type { CostCentre, Person, Unit } from './types.ts';

const text = z.string().nullable();

const CostCentreSchema = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  legalEntity: text,
  validFrom: z.string(),
  validTo: text,
  ownerEmail: text,
  coordinatorEmail: text,
  codeString: z.array(z.object({ dimension: z.string(), code: z.string() })),
  counterpart: text,
  vat: z.string(),
  channel: z.string(),
  successors: z.array(z.object({ code: z.string(), share: z.number() })),
});

const UnitSchema = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parent: text,
  legalEntity: text,
});

const PersonSchema = z.object({
  /** Null, as the name is, for a protected identity. */
  email: text,
  name: text,
  unit: z.string(),
  employeeNumber: text,
  managerEmail: text,
  profile: text,
  isProtected: z.boolean(),
  validFrom: text,
  validTo: text,
});

function listOf(items: z.ZodType) {
  return z.object({ items: z.array(items), next: z.string().nullable() });
}

/** What a cursor of ours holds: the code or the number of the last row seen. */
const cursor = <T extends string | number>(isOurs: (key: unknown) => key is T) =>
  z
    .string()
    .max(500)
    .optional()
    .transform((text, context): T | null => {
      if (text === undefined) return null;
      const [key] = decodeCursor(text) ?? [];
      if (isOurs(key)) return key;
      context.addIssue({ code: 'custom', message: 'no cursor' });
      return z.NEVER;
    });

const limit = z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE);

const ByCode = z.strictObject({
  limit,
  after: cursor((key): key is string => typeof key === 'string'),
});

const ByNumber = z.strictObject({
  limit,
  after: cursor((key): key is number => typeof key === 'number'),
});

type Deps = {
  readonly queries: DirectoryQueries;
  readonly people: PeopleList;
  readonly clock: Clock;
};

export function directoryApi({ queries, people, clock }: Deps) {
  return (api: Api): void => {
    api.get('/cost-centres', {
      rule: seeCostCentres,
      input: ByCode,
      output: listOf(CostCentreSchema),
      summary: 'Cost centres by code, as they are today',
      handle: async ({ input, actor, reply }) => {
        const reach = reachOf(seeCostCentres, actor);
        const all = await queries.allCostCentres(clock.today());
        const seen = all.filter(({ code }) => reach.all || reach.costCentres.has(code));
        const hidden = new Set(await queries.protectedEmails());
        reply.json(pageByCode(seen, input, (centre) => toCostCentre(centre, hidden)));
      },
    });

    api.get('/units', {
      rule: seeUnits,
      input: ByCode,
      output: listOf(UnitSchema),
      summary: 'Units by code, with their parents and legal entities',
      handle: async ({ input, actor, reply }) => {
        const reach = reachOf(seeUnits, actor);
        const own = await unitsInReach(queries, reach, clock);
        const seen = (await queries.allUnits()).filter(({ code }) => reach.all || own.has(code));
        reply.json(pageByCode(seen, input, toUnit));
      },
    });

    api.get('/people', {
      rule: seePeople,
      input: ByNumber,
      output: listOf(PersonSchema),
      summary: 'People in the order in which they came',
      handle: async ({ input, actor, reply }) => {
        const rows = await people.nextPeople({
          reach: reachOf(seePeople, actor),
          after: input.after ?? 0,
          size: input.limit,
        });
        const page = toPage(rows, input.limit, ({ id }) => encodeCursor([id]));
        const hidden = new Set(await queries.protectedEmails());
        reply.json({ items: page.items.map((each) => toPerson(each, hidden)), next: page.next });
      },
    });
  };
}

/** The units that are reached, and those whose cost centres are. */
async function unitsInReach(
  queries: DirectoryQueries,
  reach: Reach,
  clock: Clock,
): Promise<ReadonlySet<string>> {
  if (reach.all || reach.costCentres.size === 0) return reach.units;
  const { costCentres } = await queries.unitTree(clock.today());
  const own = costCentres.filter(({ code }) => reach.costCentres.has(code));
  return new Set([...reach.units, ...own.map(({ unit }) => unit)]);
}

/** `rows` are in the order of the database's code column, which is that of the bytes. */
function pageByCode<R extends { readonly code: string }, T>(
  rows: readonly R[],
  { limit: size, after }: z.output<typeof ByCode>,
  toItem: (row: R) => T,
): Page<T> {
  const rest = after === null ? rows : rows.filter(({ code }) => byCodeBytes(code, after) > 0);
  const page = toPage(rest, size, ({ code }) => encodeCursor([code]));
  return { items: page.items.map(toItem), next: page.next };
}

function toCostCentre(
  { id: _id, version: _version, successors, ...costCentre }: CostCentre,
  hidden: ReadonlySet<string>,
) {
  const { ownerEmail, coordinatorEmail } = costCentre;
  const shown = (email: string | null) =>
    email !== null && hidden.has(email.toLowerCase()) ? null : email;
  return {
    ...costCentre,
    ownerEmail: shown(ownerEmail),
    coordinatorEmail: shown(coordinatorEmail),
    successors: successors.map(({ code, share }) => ({ code, share: share / 100 })),
  };
}

function toUnit({ code, name, kind, parent, legalEntity }: Unit) {
  return { code, name, kind, parent, legalEntity };
}

function toPerson({ id: _id, version: _version, ...person }: Person, hidden: ReadonlySet<string>) {
  const { managerEmail } = person;
  if (person.isProtected) {
    return { ...person, email: null, name: null, employeeNumber: null, managerEmail: null };
  }
  return {
    ...person,
    managerEmail:
      managerEmail !== null && hidden.has(managerEmail.toLowerCase()) ? null : managerEmail,
  };
}
