// The register of subscriptions as calls: each with its identifiers and ownerships as periods.

import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import {
  decodeCursor,
  DEFAULT_PAGE_SIZE,
  encodeCursor,
  MAX_PAGE_SIZE,
  toPage,
} from '../../kernel/paging.ts';
import { notFound } from '../../kernel/refusal.ts';
import { reachOf, selfOf } from '../../kernel/rule.ts';
import type { Api } from '../../http/route.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Directory } from '../directory/directory.ts';
import { seeSubscriptions, targetOf } from './policy.ts';
import type { HeldIdentifier, InventoryFacts } from './queries/facts.ts';
import { everHeldBy, isHeldInSecret, type HolderPerson } from './rules/display.ts';
import type { ListScope } from './rules/lists.ts';
import { livingOwners } from './rules/living.ts';
import type { Ownership, Subscription } from './types.ts';

const Period = { from: z.string(), to: z.string().nullable() };

const SubscriptionSchema = z.object({
  id: z.string(),
  serviceType: z.string(),
  /** Null where somebody with a protected identity holds it. */
  identifier: z.string().nullable(),
  switchboard: z.string().nullable(),
  supplier: z.string().nullable(),
  supplierAccount: z.string().nullable(),
  supplierSubscriptionId: z.string().nullable(),
  plan: z.string().nullable(),
  options: z.array(z.string()),
  contract: z.string().nullable(),
  activatedOn: z.string(),
  terminatedOn: z.string().nullable(),
  boundUntil: z.string().nullable(),
  noticeDays: z.number().int().nullable(),
  iccid: z.string().nullable(),
  imei: z.string().nullable(),
  place: z.string().nullable(),
  identifiers: z.array(z.object({ identifier: z.string(), ...Period })),
  ownerships: z.array(
    z.object({
      owner: z.string(),
      ...Period,
      share: z.number(),
      holderEmail: z.string().nullable(),
      holderText: z.string().nullable(),
    }),
  ),
});

const SubscriptionsSchema = z.object({
  items: z.array(SubscriptionSchema),
  next: z.string().nullable(),
});

const ListInput = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
  after: z
    .string()
    .max(500)
    .optional()
    .transform((cursor, context): string | null => {
      if (cursor === undefined) return null;
      const [id] = decodeCursor(cursor) ?? [];
      if (typeof id === 'string') return id;
      context.addIssue({ code: 'custom', message: 'no cursor' });
      return z.NEVER;
    }),
});

const OneInput = z.strictObject({ id: z.string().max(40) });

type Deps = {
  readonly inventory: InventoryFacts;
  readonly directory: Pick<Directory, 'peopleByEmail'>;
  readonly clock: Clock;
};

export function inventoryApi({ inventory, directory, clock }: Deps) {
  const withPeriods = async (subscriptions: readonly Subscription[], scope: ListScope) => {
    const ids = subscriptions.map(({ id }) => id);
    const [ownerships, identifiers] = await Promise.all([
      inventory.ownershipsOf(ids),
      inventory.identifiersOfAll(ids),
    ]);
    const emails = [...new Set(everHeldBy(ownerships))];
    const people = new Map(
      (await directory.peopleByEmail(emails)).map((person) => [person.email, person]),
    );
    const [owned, called] = [groups(ownerships), groups(identifiers)];
    return subscriptions.map((subscription) =>
      toItem({
        subscription,
        isSecret: isHeldInSecret(everHeldBy(owned.get(subscription.id) ?? []), people),
        ownerships: (owned.get(subscription.id) ?? []).filter((each) => isSeen(each, scope)),
        identifiers: called.get(subscription.id) ?? [],
        people,
      }),
    );
  };

  return (api: Api): void => {
    api.get('/subscriptions', {
      rule: seeSubscriptions,
      input: ListInput,
      output: SubscriptionsSchema,
      summary: 'The register of subscriptions by key, with periods',
      handle: async ({ input, actor, reply }) => {
        const scope = scopeOf(actor);
        const rows = await inventory.nextSubscriptions({
          scope,
          on: clock.today(),
          after: input.after,
          size: input.limit,
        });
        const page = toPage(rows, input.limit, ({ id }) => encodeCursor([id]));
        reply.json({ items: await withPeriods(page.items, scope), next: page.next });
      },
    });

    api.get('/subscriptions/:id', {
      rule: seeSubscriptions,
      input: OneInput,
      output: SubscriptionSchema,
      summary: 'One subscription, with periods',
      target: async ({ id }) =>
        (await inventory.findSubscription(id)) === null
          ? null
          : targetOf(livingOwners(await inventory.ownershipsOf([id]), clock.today())),
      handle: async ({ input, actor, reply }) => {
        const found = await inventory.subscriptionsById([input.id]);
        const [item] = await withPeriods(found, scopeOf(actor));
        if (item === undefined) throw notFound();
        reply.json(item);
      },
    });
  };
}

function scopeOf(actor: Actor): ListScope {
  return { reach: reachOf(seeSubscriptions, actor), self: selfOf(seeSubscriptions, actor) };
}

/** Who had it while it was others' is for those who reach them. */
function isSeen({ owner, holderEmail }: Ownership, { reach, self }: ListScope): boolean {
  return (
    reach.all ||
    reach.costCentres.has(owner) ||
    reach.customers.has(owner) ||
    (self !== null && holderEmail === self)
  );
}

type Parts = {
  readonly subscription: Subscription;
  readonly isSecret: boolean;
  readonly ownerships: readonly Ownership[];
  readonly identifiers: readonly HeldIdentifier[];
  readonly people: ReadonlyMap<string, HolderPerson>;
};

/** A number whose holder has a protected identity is not told, nor who that is. */
function toItem({ subscription, isSecret, ownerships, identifiers, people }: Parts) {
  const { rowId: _rowId, version: _version, ...fields } = subscription;
  return {
    ...fields,
    ...(isSecret
      ? { identifier: null, supplierSubscriptionId: null, iccid: null, imei: null }
      : {}),
    identifiers: isSecret
      ? []
      : identifiers.map(({ identifier, from, to }) => ({ identifier, from, to })),
    ownerships: ownerships.map(({ owner, from, to, share, holderEmail, holderText }) => ({
      owner,
      from,
      to,
      share: share / 100,
      holderEmail: isProtected(holderEmail, people) ? null : holderEmail,
      holderText: isProtected(holderEmail, people) ? null : holderText,
    })),
  };
}

function isProtected(email: string | null, people: Parts['people']): boolean {
  return email !== null && people.get(email)?.isProtected === true;
}

function groups<R extends { readonly subscriptionId: string }>(rows: readonly R[]) {
  const bySubscription = new Map<string, R[]>();
  for (const row of rows) {
    const group = bySubscription.get(row.subscriptionId);
    if (group === undefined) bySubscription.set(row.subscriptionId, [row]);
    else group.push(row);
  }
  return bySubscription;
}
