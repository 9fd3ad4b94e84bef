// What changes who may what. Every change is one transaction with its line in the journal.

import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import { demand } from '../../kernel/verdict.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Journal } from '../journal/journal.ts';
import { mayGrant, mayRevoke, rolesOfGroups, scopeText } from './rules.ts';
import type { AccessStore } from './store.ts';
import type { GroupRole, NewGrant, NewServiceAccount, SignInFacts, UserId } from './types.ts';

type Deps = {
  readonly db: Database;
  readonly store: AccessStore;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'record'>;
  readonly groupRoles: readonly GroupRole[];
};

export const TOKEN_PREFIX = 'jk_';

/** What is kept of a token. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function createAccessCommands({ db, store, clock, journal, groupRoles }: Deps) {
  const subjectOf = (userId: UserId) => `user:${String(userId)}`;
  const by = (actor: Pick<Actor, 'id'>) => ({ id: actor.id, at: clock.now() });

  const keep = async (facts: SignInFacts, tx: Tx): Promise<UserId> => {
    const settled = { ...facts, email: facts.email?.toLowerCase() ?? null };
    const userId = await store.saveUser(settled, clock.now(), tx);
    await store.replaceSamlRights(userId, rolesOfGroups(groupRoles, facts.groups), tx);
    return userId;
  };

  return {
    /** Makes a user known, with the rights of the groups, without anybody signing in. */
    rememberUser: (facts: SignInFacts): Promise<UserId> => db.transaction((tx) => keep(facts, tx)),

    /** Notes that somebody signed in; the groups of now replace those of the last time. */
    signIn: (facts: SignInFacts): Promise<UserId> =>
      db.transaction(async (tx) => {
        const userId = await keep(facts, tx);
        await store.markSignedIn(userId, clock.now(), tx);
        const actor = { id: `person:${String(userId)}` };
        await journal.record({ event: 'user.signed-in', actor, subject: subjectOf(userId) }, tx);
        return userId;
      }),

    /** Notes that somebody signed out. */
    signOut: (userId: UserId): Promise<void> =>
      journal.record({
        event: 'user.signed-out',
        actor: { id: `person:${String(userId)}` },
        subject: subjectOf(userId),
      }),

    /** Gives a right. Refuses one's own, a period that ends before it begins, and unknown users. */
    grantRight: (grant: NewGrant, actor: Actor): Promise<number> =>
      db.transaction(async (tx) => {
        if ((await store.findUser(grant.userId, tx)) === null) throw notFound();
        demand(mayGrant(grant, actor));
        const id = await store.insertGrant(grant, by(actor), tx);
        const { role, from, to, reason } = grant;
        await journal.record(
          {
            event: 'right.granted',
            actor,
            subject: subjectOf(grant.userId),
            details: { grant: id, role, scope: scopeText(grant.scope), from, to, reason },
          },
          tx,
        );
        return id;
      }),

    /** Takes a right back, from now on. Returns whose it was. */
    revokeRight: (revoked: { id: number; reason: string }, actor: Actor): Promise<UserId> =>
      db.transaction(async (tx) => {
        const grant = await store.findGrantForUpdate(revoked.id, tx);
        if (grant === null) throw notFound();
        demand(mayRevoke(grant));
        await store.revokeGrant(revoked, by(actor), tx);
        await journal.record(
          {
            event: 'right.revoked',
            actor,
            subject: subjectOf(grant.userId),
            details: { grant: revoked.id, role: grant.role, reason: revoked.reason },
          },
          tx,
        );
        return grant.userId;
      }),

    /** Makes a service account. Its token is returned this once; only the hash is kept. */
    createServiceAccount: (
      account: NewServiceAccount,
      actor: Actor,
    ): Promise<{ id: number; token: string }> =>
      db.transaction(async (tx) => {
        const token = `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`;
        const responsibleEmail =
          account.responsibleEmail?.toLowerCase() ??
          (await store.firstHolderOfRole('administrator', clock.today()))?.email ??
          null;
        const kept = { ...account, responsibleEmail, tokenHash: hashOfToken(token) };
        const id = await store.insertAccount(kept, by(actor), tx);
        await journal.record(
          {
            event: 'service-account.created',
            actor,
            subject: `service-account:${String(id)}`,
            details: { name: account.name, role: account.role, scope: scopeText(account.scope) },
          },
          tx,
        );
        return { id, token };
      }),

    /** Makes a token worth nothing, at once. */
    revokeServiceAccount: (id: number, actor: Actor): Promise<void> =>
      db.transaction(async (tx) => {
        const { affectedRows } = await store.revokeAccount(id, by(actor), tx);
        if (affectedRows === 0) throw notFound();
        const subject = `service-account:${String(id)}`;
        await journal.record({ event: 'service-account.revoked', actor, subject }, tx);
      }),
  };
}
