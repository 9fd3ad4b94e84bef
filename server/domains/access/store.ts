// Users, rights, grants and service accounts as rows. Column names live here.

import type { Role, Scope } from '../../kernel/actor.ts';
import type { Instant, LocalDate } from '../../kernel/calendar.ts';
import { instantSql, type Database, type Tx } from '../../platform/database.ts';
import type {
  GivenScope,
  Grant,
  GroupRole,
  NewGrant,
  NewServiceAccount,
  ServiceAccount,
  SignInFacts,
  User,
  UserId,
} from './types.ts';

type ScopeColumns = { readonly scopeKind: GivenScope['kind']; readonly scopeCode: string | null };
type WithoutScope<T> = Omit<T, 'scope'> & ScopeColumns;

/** A right by a group (then it has no grant) or by a grant (then it has no group). */
export type HeldRight = {
  readonly role: Role;
  readonly scope: GivenScope;
  readonly group: string | null;
  readonly grantId: number | null;
  readonly reason: string | null;
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
};

const USER = `u.id, issuer, name_id AS nameId, email, name, saml_groups AS \`groups\`,
  signed_in_at AS signedInAt`;
const IN_FORCE = 'revoked_at IS NULL AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)';
const HOLDERS = `FROM users u JOIN (
    SELECT user_id FROM user_rights WHERE role = ? AND scope_kind = 'all'
    UNION
    SELECT user_id FROM grants WHERE role = ? AND scope_kind = 'all' AND ${IN_FORCE}
  ) a ON a.user_id = u.id WHERE u.email IS NOT NULL`;
const GRANT = `id, user_id AS userId, role, scope_kind AS scopeKind, scope_code AS scopeCode,
  valid_from AS \`from\`, valid_to AS \`to\`, reason, granted_by AS grantedBy, granted_at AS grantedAt,
  revoked_at AS revokedAt, revoked_reason AS revokedReason`;
const ACCOUNT = `id, name, role, scope_kind AS scopeKind, scope_code AS scopeCode,
  responsible_email AS responsibleEmail, created_at AS createdAt, used_at AS usedAt,
  revoked_at AS revokedAt`;

export type AccessStore = ReturnType<typeof createAccessStore>;

export function createAccessStore(db: Database) {
  return {
    findUser: (id: UserId, tx?: Tx) =>
      db.row<User>(`SELECT ${USER} FROM users u WHERE u.id = ?`, [id], tx),

    /** A user with all that groups and grants give on a day, in one question: every request asks it. */
    findUserWithRights: async (
      id: UserId,
      today: LocalDate,
    ): Promise<{ user: User; held: HeldRight[] } | null> => {
      const rows = await db.rows<
        User & WithoutScope<Omit<HeldRight, 'role'>> & { role: Role | null }
      >(
        `SELECT ${USER}, role, scopeKind, scopeCode, \`group\`, grantId, reason, \`from\`, until
         FROM users u LEFT JOIN (
           SELECT user_id, role, scope_kind AS scopeKind, scope_code AS scopeCode,
             saml_group AS \`group\`, NULL AS grantId, NULL AS reason, NULL AS \`from\`, NULL AS until
           FROM user_rights WHERE user_id = ?
           UNION ALL
           SELECT user_id, role, scope_kind, scope_code, NULL, id, reason, valid_from, valid_to
           FROM grants WHERE user_id = ? AND ${IN_FORCE}
         ) held ON held.user_id = u.id
         WHERE u.id = ? ORDER BY grantId, role, scopeKind, scopeCode, \`group\``,
        [id, id, today, today, id],
      );
      const [first] = rows;
      if (first === undefined) return null;
      const { issuer, nameId, email, name, groups, signedInAt } = first;
      return {
        user: { id, issuer, nameId, email, name, groups, signedInAt },
        held: rows.flatMap(({ role, scopeKind, scopeCode, group, grantId, reason, from, until }) =>
          role === null
            ? []
            : [
                withScope<HeldRight>({
                  role,
                  scopeKind,
                  scopeCode,
                  group,
                  grantId,
                  reason,
                  from,
                  until,
                }),
              ],
        ),
      };
    },

    /** Makes the user or brings it up to date, by issuer and NameID. */
    saveUser: async (facts: SignInFacts, at: Instant, tx: Tx): Promise<UserId> => {
      const now = instantSql(at);
      const known = [facts.email, facts.name, JSON.stringify(facts.groups)];
      await db.run(
        `INSERT INTO users (issuer, name_id, email, name, saml_groups, created_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE email = ?, name = ?, saml_groups = ?`,
        [facts.issuer, facts.nameId, ...known, now, ...known],
        tx,
      );
      const row = await db.row<{ id: number }>(
        'SELECT id FROM users WHERE issuer = ? AND name_id = ?',
        [facts.issuer, facts.nameId],
        tx,
      );
      if (row === null) throw new Error('a user that was saved is not there');
      return row.id;
    },

    markSignedIn: (id: UserId, at: Instant, tx: Tx) =>
      db.run('UPDATE users SET signed_in_at = ? WHERE id = ?', [instantSql(at), id], tx),

    /** Users by name, those after a (name, id) first seen last. */
    listUsers: (filter: { text: string; after: [string, number] | null; limit: number }) =>
      db.rows<User>(
        `SELECT ${USER} FROM users u
         WHERE (name LIKE ? OR email LIKE ?) AND (? OR (name, u.id) > (?, ?))
         ORDER BY name, u.id LIMIT ?`,
        [
          `%${escapeLike(filter.text)}%`,
          `%${escapeLike(filter.text)}%`,
          filter.after === null,
          ...(filter.after ?? ['', 0]),
          filter.limit,
        ],
      ),

    /** What the groups of the last sign-in give, instead of what those before it gave. */
    replaceSamlRights: async (userId: UserId, rights: readonly GroupRole[], tx: Tx) => {
      await db.run('DELETE FROM user_rights WHERE user_id = ?', [userId], tx);
      if (rights.length === 0) return;
      await db.insertMany(
        'user_rights',
        ['user_id', 'role', 'scope_kind', 'scope_code', 'saml_group'],
        rights.map((right) => [
          userId,
          right.role,
          right.scope.kind,
          codeOf(right.scope) ?? '',
          right.group,
        ]),
        tx,
      );
    },

    insertGrant: async (grant: NewGrant, by: { id: string; at: Instant }, tx: Tx) => {
      const { insertId } = await db.run(
        `INSERT INTO grants (user_id, role, scope_kind, scope_code, valid_from, valid_to, reason,
           granted_by, granted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          grant.userId,
          grant.role,
          grant.scope.kind,
          codeOf(grant.scope),
          grant.from,
          grant.to,
          grant.reason,
          by.id,
          instantSql(by.at),
        ],
        tx,
      );
      return insertId;
    },

    findGrantForUpdate: async (id: number, tx: Tx): Promise<Grant | null> => {
      const row = await db.row<WithoutScope<Grant>>(
        `SELECT ${GRANT} FROM grants WHERE id = ? FOR UPDATE`,
        [id],
        tx,
      );
      return row === null ? null : withScope(row);
    },

    revokeGrant: (
      { id, reason }: { id: number; reason: string },
      by: { id: string; at: Instant },
      tx: Tx,
    ) =>
      db.run(
        'UPDATE grants SET revoked_by = ?, revoked_at = ?, revoked_reason = ? WHERE id = ?',
        [by.id, instantSql(by.at), reason, id],
        tx,
      ),

    /** All grants of a user, the latest first. */
    grantsOf: async (userId: UserId): Promise<Grant[]> => {
      const rows = await db.rows<WithoutScope<Grant>>(
        `SELECT ${GRANT} FROM grants WHERE user_id = ? ORDER BY valid_from DESC, id DESC`,
        [userId],
      );
      return rows.map((row) => withScope(row));
    },

    insertAccount: async (
      account: NewServiceAccount & { readonly tokenHash: Buffer },
      by: { id: string; at: Instant },
      tx: Tx,
    ) => {
      const { insertId } = await db.run(
        `INSERT INTO service_accounts (name, token_hash, role, scope_kind, scope_code,
           responsible_email, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          account.name,
          account.tokenHash,
          account.role,
          account.scope.kind,
          codeOf(account.scope),
          account.responsibleEmail,
          by.id,
          instantSql(by.at),
        ],
        tx,
      );
      return insertId;
    },

    findAccountByToken: async (tokenHash: Buffer): Promise<ServiceAccount | null> => {
      const row = await db.row<WithoutScope<ServiceAccount>>(
        `SELECT ${ACCOUNT} FROM service_accounts WHERE token_hash = ? AND revoked_at IS NULL`,
        [tokenHash],
      );
      return row === null ? null : withScope(row);
    },

    /** Noted to the minute, so that a call need not write. */
    markUsed: (id: number, at: Instant, unlessAfter: Instant) =>
      db.run(
        'UPDATE service_accounts SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at < ?)',
        [instantSql(at), id, instantSql(unlessAfter)],
      ),

    listAccounts: async (): Promise<ServiceAccount[]> => {
      const rows = await db.rows<WithoutScope<ServiceAccount>>(
        `SELECT ${ACCOUNT} FROM service_accounts ORDER BY revoked_at IS NOT NULL, name, id`,
      );
      return rows.map((row) => withScope(row));
    },

    revokeAccount: (id: number, by: { id: string; at: Instant }, tx: Tx) =>
      db.run(
        `UPDATE service_accounts SET revoked_by = ?, revoked_at = ?
         WHERE id = ? AND revoked_at IS NULL`,
        [by.id, instantSql(by.at), id],
        tx,
      ),

    /** Names of users and service accounts by their ids. */
    namesOf: async (users: readonly number[], accounts: readonly number[]) => ({
      users: await namesIn<{ readonly email: string | null }>(
        db,
        'SELECT id, name, LOWER(email) AS email FROM users WHERE id IN (?)',
        users,
      ),
      accounts: await namesIn(
        db,
        'SELECT id, name FROM service_accounts WHERE id IN (?)',
        accounts,
      ),
    }),

    /** Everybody with a role that reaches everything and an address to write to. */
    holdersOfRole: (role: Role, today: LocalDate) =>
      db.rows<{ email: string; name: string }>(
        `SELECT DISTINCT u.email, u.name ${HOLDERS} ORDER BY u.email`,
        [role, role, today, today],
      ),

    /** The first of those, who answers for what nobody else does. */
    firstHolderOfRole: (role: Role, today: LocalDate) =>
      db.row<{ email: string }>(`SELECT u.email ${HOLDERS} ORDER BY u.id LIMIT 1`, [
        ...[role, role],
        ...[today, today],
      ]),
  };
}

function withScope<T>(row: WithoutScope<T>): T {
  const { scopeKind, scopeCode, ...rest } = row;
  const coded = scopeKind === 'unit' || scopeKind === 'cost-centre' || scopeKind === 'customer';
  const scope = coded ? { kind: scopeKind, code: scopeCode ?? '' } : { kind: scopeKind };
  return { ...rest, scope } as T;
}

function codeOf(scope: GivenScope | Scope): string | null {
  return 'code' in scope ? scope.code : null;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`);
}

function namesIn<More>(db: Database, sql: string, ids: readonly number[]) {
  return ids.length === 0
    ? Promise.resolve([])
    : db.rows<{ readonly id: number; readonly name: string } & More>(sql, [ids]);
}
