// What other rooms read of the inventory: subscriptions, what identified them and who owned them, in
// bulk, each row with its id and version.

import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { NO_FILTER, type ListScope } from '../rules/lists.ts';
import { conditions } from './conditions.ts';
import type {
  BilledSubscription,
  IdentifierPeriod,
  Ownership,
  Subscription,
  SupplierSubscription,
} from '../types.ts';

const SUBSCRIPTION = `id AS rowId, version, code AS id, service_type AS serviceType, identifier,
  switchboard, supplier, supplier_account AS supplierAccount,
  supplier_subscription_id AS supplierSubscriptionId, plan, options, contract,
  activated_on AS activatedOn, terminated_on AS terminatedOn, bound_until_on AS boundUntil,
  notice_days AS noticeDays, iccid, imei, place`;

const OWNERSHIP = `id AS rowId, version, subscription AS subscriptionId, owner,
  from_on AS \`from\`, to_on AS \`to\`, share_hundredths AS share, holder_email AS holderEmail,
  holder_text AS holderText`;

type SubscriptionRecord = Omit<Subscription, 'options'> & { readonly options: string | null };

export type NextSubscriptions = {
  readonly scope: ListScope;
  readonly on: LocalDate;
  /** Our key of the last one seen; null for the first page. */
  readonly after: string | null;
  readonly size: number;
};

/** An identifier of a subscription, with whose number it was. */
export type HeldIdentifier = IdentifierPeriod & {
  readonly subscriptionId: string;
  readonly supplier: string | null;
  /** `e164`, `service_id`, or `extension:SWITCHBOARD`. */
  readonly namespace: string;
};

export function createInventoryFacts(db: Database) {
  const subscriptions = async (
    where: string,
    values: readonly unknown[],
    tx?: Tx,
  ): Promise<Subscription[]> => {
    const records = await db.rows<SubscriptionRecord>(
      `SELECT ${SUBSCRIPTION} FROM subscriptions ${where}`,
      values,
      tx,
    );
    return records.map((record) => ({ ...record, options: toOptions(record.options) }));
  };

  const identifiersOf = (ids: readonly string[], tx?: Tx): Promise<HeldIdentifier[]> =>
    ids.length === 0
      ? Promise.resolve([])
      : db.rows<HeldIdentifier>(
          `SELECT subscription AS subscriptionId, supplier, namespace, identifier,
             from_on AS \`from\`, to_on AS \`to\`
           FROM subscription_identifiers WHERE subscription IN (?)
           ORDER BY subscription, from_on`,
          [ids],
          tx,
        );

  return {
    /** Every subscription there ever was, with as much of it as a billing month needs. */
    allSubscriptions: (tx?: Tx): Promise<BilledSubscription[]> =>
      db.rows<BilledSubscription>(
        `SELECT id AS rowId, version, code AS id, service_type AS serviceType, identifier, plan,
           activated_on AS activatedOn, terminated_on AS terminatedOn
         FROM subscriptions ORDER BY code`,
        [],
        tx,
      ),

    /** By our key. */
    findSubscription: async (id: string, tx?: Tx): Promise<Subscription | null> =>
      (await subscriptions('WHERE code = ?', [id], tx))[0] ?? null,

    /** Those of some subscriptions that have ended, by our key, with their last day. */
    endedAmong: async (ids: readonly string[], tx?: Tx): Promise<Map<string, LocalDate>> => {
      if (ids.length === 0) return new Map();
      const rows = await db.rows<{ id: string; terminatedOn: LocalDate }>(
        `SELECT code AS id, terminated_on AS terminatedOn FROM subscriptions
         WHERE code IN (?) AND terminated_on IS NOT NULL`,
        [ids],
        tx,
      );
      return new Map(rows.map(({ id, terminatedOn }) => [id, terminatedOn]));
    },

    /** By our keys, in no order; what is not there is left out. */
    subscriptionsById: (ids: readonly string[], tx?: Tx): Promise<Subscription[]> =>
      ids.length === 0 ? Promise.resolve([]) : subscriptions('WHERE code IN (?)', [ids], tx),

    /** The next ones by key, in the scope of who asks; one more than `size` tells that there are more. */
    nextSubscriptions: async (
      { scope, on, after, size }: NextSubscriptions,
      tx?: Tx,
    ): Promise<Subscription[]> => {
      const narrowed = conditions(NO_FILTER, scope, on);
      return subscriptions(
        `s WHERE ${narrowed.sql} AND s.code > ? ORDER BY s.code LIMIT ?`,
        [...narrowed.values, after ?? '', size + 1],
        tx,
      );
    },

    /** Everything a supplier ever provided, terminated or not, with what identified it when. */
    subscriptionsOfSupplier: async (supplier: string, tx?: Tx): Promise<SupplierSubscription[]> => {
      const records = await db.rows<Omit<SupplierSubscription, 'identifiers'>>(
        `SELECT id AS rowId, version, code AS id, service_type AS serviceType,
           supplier_account AS supplierAccount,
           supplier_subscription_id AS supplierSubscriptionId, plan, contract,
           activated_on AS activatedOn, terminated_on AS terminatedOn
         FROM subscriptions WHERE supplier = ? ORDER BY code`,
        [supplier],
        tx,
      );
      const held = await db.rows<IdentifierPeriod & { readonly subscriptionId: string }>(
        `SELECT i.subscription AS subscriptionId, i.identifier, i.from_on AS \`from\`,
           i.to_on AS \`to\`
         FROM subscription_identifiers i JOIN subscriptions s ON s.code = i.subscription
         WHERE s.supplier = ? ORDER BY i.subscription, i.from_on`,
        [supplier],
        tx,
      );
      const identifiers = groupBySubscription(held);
      return records.map((record) => ({
        ...record,
        identifiers: (identifiers.get(record.id) ?? []).map(({ identifier, from, to }) => ({
          identifier,
          from,
          to,
        })),
      }));
    },

    /** Who held an identifier (as it is compared) at any time, of any supplier, the earliest first. */
    holdersOf: (identifiers: readonly string[], tx?: Tx): Promise<HeldIdentifier[]> =>
      identifiers.length === 0
        ? Promise.resolve([])
        : db.rows<HeldIdentifier>(
            `SELECT subscription AS subscriptionId, supplier, namespace, identifier,
               from_on AS \`from\`, to_on AS \`to\`
             FROM subscription_identifiers WHERE identifier IN (?) ORDER BY from_on`,
            [identifiers],
            tx,
          ),

    identifiersOf: (id: string, tx?: Tx): Promise<HeldIdentifier[]> => identifiersOf([id], tx),

    /** Of several, by subscription and in order of time. */
    identifiersOfAll: identifiersOf,

    allOwnerships: (tx?: Tx): Promise<Ownership[]> =>
      db.rows<Ownership>(
        `SELECT ${OWNERSHIP} FROM ownerships ORDER BY subscription, from_on, owner`,
        [],
        tx,
      ),

    /** Of some subscriptions, in order of time; co-owners by code. */
    ownershipsOf: (ids: readonly string[], tx?: Tx): Promise<Ownership[]> =>
      ids.length === 0
        ? Promise.resolve([])
        : db.rows<Ownership>(
            `SELECT ${OWNERSHIP} FROM ownerships WHERE subscription IN (?)
             ORDER BY subscription, from_on, owner`,
            [ids],
            tx,
          ),

    /** Who owned and held one subscription on a day. */
    ownersOn: (id: string, on: LocalDate, tx?: Tx): Promise<Ownership[]> =>
      db.rows<Ownership>(
        `SELECT ${OWNERSHIP} FROM ownerships
         WHERE subscription = ? AND from_on <= ? AND (to_on IS NULL OR to_on >= ?)
         ORDER BY share_hundredths DESC, owner`,
        [id, on, on],
        tx,
      ),
  };
}

export type InventoryFacts = ReturnType<typeof createInventoryFacts>;

function toOptions(text: string | null): string[] {
  return text === null ? [] : text.split('|').filter((option) => option !== '');
}

function groupBySubscription<R extends { readonly subscriptionId: string }>(
  rows: readonly R[],
): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.subscriptionId);
    if (group === undefined) groups.set(row.subscriptionId, [row]);
    else group.push(row);
  }
  return groups;
}
