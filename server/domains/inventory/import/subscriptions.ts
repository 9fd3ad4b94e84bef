// The kind of subscriptions. Their identifiers become periods; two subscriptions of one supplier with
// one identifier on one day are a fault (interfaces.md §3).

import type { LocalDate } from '../../../kernel/calendar.ts';
import { isIccid, isImei } from '../../../kernel/numbers.ts';
import type { Clock } from '../../../platform/clock.ts';
import {
  defineImport,
  usedBy,
  type Changes,
  type Importable,
  type Uses,
} from '../../../platform/csv-import.ts';
import type { Line, Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import { overlapping } from '../../../platform/csv-standing.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Namespace } from '../../catalogue/types.ts';
import {
  namespaceKey,
  normaliseIdentifier,
  planIdentities,
  type HeldIdentity,
  type Identity,
} from '../rules/identifiers.ts';
import type { InventoryStore } from '../store.ts';
import type { IdentifierRow } from '../tables.ts';
import { SUBSCRIPTION_COLUMNS, type SubscriptionRow } from './columns.ts';

export type SubscriptionImportDeps = {
  readonly store: InventoryStore;
  readonly catalogue: Pick<Catalogue, 'allServiceTypes' | 'allSuppliers'>;
  readonly clock: Clock;
  readonly uses: readonly Uses[];
  /** Which subscriptions a freeze uses: what those were called so far is kept. */
  readonly frozen: Uses;
};

type Facts = {
  readonly tx: Tx;
  readonly subscriptions: readonly Stored<SubscriptionRow>[];
  readonly held: ReadonlyMap<string, readonly Stored<IdentifierRow>[]>;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly suppliers: ReadonlySet<string>;
  /** Made by the check: how the identifiers of each line's subscription are to stand. */
  readonly plans: Map<string, readonly HeldIdentity[]>;
};

export function defineSubscriptionImport(deps: SubscriptionImportDeps): Importable {
  const { store, catalogue, uses } = deps;
  return defineImport({
    kind: 'subscriptions',
    columns: SUBSCRIPTION_COLUMNS,
    key: ['id'],
    prepare: async (tx): Promise<Facts> => ({
      tx,
      subscriptions: await store.subscriptions.load(tx),
      held: bySubscription(await store.identifiers.load(tx)),
      namespaces: new Map(
        (await catalogue.allServiceTypes(tx)).map(({ code, namespace }) => [code, namespace]),
      ),
      suppliers: new Set((await catalogue.allSuppliers(tx)).map(({ code }) => code)),
      plans: new Map(),
    }),
    stored: (facts) => facts.subscriptions,
    check: async (sheet, facts) => {
      sheet.refer('service_type', new Set(facts.namespaces.keys()));
      sheet.refer('supplier', facts.suppliers);
      sheet.inOrder('activated_on', 'terminated_on');
      for (const line of sheet.kept) warnOfHardware(sheet, line);
      await makePlans({ sheet, facts, deps });
      refuseTaken(sheet, facts);
    },
    uses: [store.uses, ...uses],
    write: async (changes, facts, tx) => {
      await store.subscriptions.apply(changes, tx);
      await store.identifiers.apply(identifierChanges(changes, facts), tx);
      await store.noteChange(tx);
    },
  });
}

function warnOfHardware(sheet: Sheet<SubscriptionRow>, line: Line<SubscriptionRow>): void {
  const { iccid, imei } = line.cells;
  if (typeof iccid === 'string' && !isIccid(iccid)) sheet.warn(line, 'iccid', 'subscription.iccid');
  if (typeof imei === 'string' && !isImei(imei)) sheet.warn(line, 'imei', 'import.check-digit');
}

type Planning = {
  readonly sheet: Sheet<SubscriptionRow>;
  readonly facts: Facts;
  readonly deps: SubscriptionImportDeps;
};

async function makePlans({ sheet, facts, deps }: Planning): Promise<void> {
  const identities = new Map<Line<SubscriptionRow>, Identity>();
  for (const line of sheet.kept) {
    const identity = identityOf(sheet, line, facts.namespaces);
    if (identity !== null) identities.set(line, identity);
  }
  const frozen = await frozenAmong([...identities], facts, deps.frozen);
  for (const [line, identity] of identities) {
    const { id, activated_on: activatedOn, terminated_on: terminatedOn } = line.cells;
    if (id === undefined || activatedOn === undefined || terminatedOn === undefined) continue;
    const held = (facts.held.get(id) ?? []).map(({ row }) => toHeld(row));
    const plan = planIdentities(held, {
      identity,
      activatedOn: activatedOn as LocalDate,
      terminatedOn: terminatedOn as LocalDate | null,
      today: deps.clock.today(),
      isFrozen: line.stored !== null && frozen.has(line.stored.id),
    });
    facts.plans.set(id, plan);
  }
}

/** The identifier as it is compared, or null where it or what it depends on is at fault. */
function identityOf(
  sheet: Sheet<SubscriptionRow>,
  line: Line<SubscriptionRow>,
  namespaces: Facts['namespaces'],
): Identity | null {
  const { service_type: type, identifier: raw, switchboard = null, supplier = null } = line.cells;
  const namespace = type === undefined ? undefined : namespaces.get(type);
  if (raw === undefined || namespace === undefined) return null;
  const identifier = normaliseIdentifier(namespace, raw);
  if (identifier === null) {
    sheet.fault(line, 'identifier', `subscription.${namespace}`);
    return null;
  }
  return { supplier, namespace: namespaceKey(namespace, switchboard), identifier, raw };
}

/** Only where an identifier changes does it matter whether a freeze uses the subscription. */
async function frozenAmong(
  identities: readonly (readonly [Line<SubscriptionRow>, Identity])[],
  facts: Facts,
  frozen: Uses,
): Promise<ReadonlySet<number>> {
  const rows = identities.flatMap(([{ stored }, identity]) => {
    if (stored === null) return [];
    const last = facts.held.get(stored.row.id)?.at(-1)?.row;
    const isSame = last?.identifier === identity.identifier && last.supplier === identity.supplier;
    return isSame ? [] : [{ id: stored.id, key: stored.row.id }];
  });
  return usedBy([frozen], 'subscriptions', { rows, tx: facts.tx });
}

type Holding = HeldIdentity & { readonly id: string; readonly line: Line<SubscriptionRow> | null };

/** One holder a day: of a supplier's number or service id, of a switchboard's extension. */
function refuseTaken(sheet: Sheet<SubscriptionRow>, facts: Facts): void {
  const holdings = holdingsOf(sheet, facts);
  for (const group of groupsOf(holdings, uniqueWithin)) {
    for (const { later, earlier } of overlapping(group)) {
      const [line, other] = later.line === null ? [earlier.line, later] : [later.line, earlier];
      if (line === null || later.id === earlier.id) continue;
      sheet.fault(line, 'identifier', 'subscription.identifier-taken', { other: other.id });
    }
  }
  warnOfOtherSuppliers(sheet, holdings);
}

/** On the day of a port both operators may have a number; on more days something is forgotten. */
function warnOfOtherSuppliers(sheet: Sheet<SubscriptionRow>, holdings: readonly Holding[]): void {
  const numbers = holdings.filter(({ namespace }) => namespace === 'e164');
  for (const group of groupsOf(numbers, ({ identifier }) => identifier)) {
    for (const { later, earlier } of overlapping(group)) {
      if (later.supplier === earlier.supplier || later.from === earlier.to) continue;
      const line = later.line ?? earlier.line;
      if (line !== null) {
        const args = { other: later.line === null ? later.id : earlier.id };
        sheet.warn(line, 'identifier', 'subscription.identifier-elsewhere', args);
      }
    }
  }
}

function uniqueWithin({ namespace, supplier, identifier }: Holding): string {
  const within = namespace.startsWith('extension:') ? '' : (supplier ?? '');
  return `${namespace}\u0000${within}\u0000${identifier}`;
}

function holdingsOf(sheet: Sheet<SubscriptionRow>, facts: Facts): Holding[] {
  return sheet.standing().flatMap(({ row, line }) => {
    const held =
      (line === null ? undefined : facts.plans.get(row.id)) ??
      (facts.held.get(row.id) ?? []).map((stored) => toHeld(stored.row));
    return held.map((identity) => ({ ...identity, id: row.id, line }));
  });
}

function groupsOf(
  holdings: readonly Holding[],
  groupOf: (holding: Holding) => string,
): Holding[][] {
  const groups = new Map<string, Holding[]>();
  for (const holding of holdings) {
    const name = groupOf(holding);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [holding]);
    else group.push(holding);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** What the plans add to, change in and take from the stored periods. */
function identifierChanges(
  changes: Changes<SubscriptionRow>,
  facts: Facts,
): Changes<IdentifierRow> {
  const added: IdentifierRow[] = [];
  const changed: { stored: Stored<IdentifierRow>; row: IdentifierRow }[] = [];
  const removed = changes.removed.flatMap(({ row }) => facts.held.get(row.id) ?? []);
  const touched = [...changes.added, ...changes.changed.map(({ row }) => row)];
  for (const { id } of touched) {
    const held = facts.held.get(id) ?? [];
    const plan = facts.plans.get(id) ?? [];
    plan.forEach((identity, index) => {
      const row = { ...identity, subscription: id };
      const stored = held[index];
      if (stored === undefined) added.push(row);
      else if (differs(stored.row, row)) changed.push({ stored, row });
    });
    removed.push(...held.slice(plan.length));
  }
  return { added, changed, removed };
}

function differs(before: IdentifierRow, after: IdentifierRow): boolean {
  return Object.entries(after).some(
    ([name, value]) => before[name as keyof IdentifierRow] !== value,
  );
}

function toHeld({
  subscription: _subscription,
  from,
  to,
  ...identity
}: IdentifierRow): HeldIdentity {
  return { ...identity, from: from as LocalDate, to: to as LocalDate | null };
}

function bySubscription(
  rows: readonly Stored<IdentifierRow>[],
): Map<string, Stored<IdentifierRow>[]> {
  const groups = new Map<string, Stored<IdentifierRow>[]>();
  const inOrder = [...rows].sort((a, b) => (a.row.from < b.row.from ? -1 : 1));
  for (const each of inOrder) {
    const group = groups.get(each.row.subscription);
    if (group === undefined) groups.set(each.row.subscription, [each]);
    else group.push(each);
  }
  return groups;
}
