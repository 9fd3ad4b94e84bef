// Signing in without SAML: a user, the rights and a session straight into the database, and the cookie
// and the form token that go with them. What SAML itself does is tested in test/http.

import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Role, Scope } from '../../server/kernel/actor.ts';
import type { Database } from '../../server/platform/database.ts';
import { cookieRules } from '../../server/http/session.ts';

export type TestPerson = {
  readonly email: string;
  readonly name: string;
  readonly rights?: readonly { readonly role: Role; readonly scope?: Scope }[];
};

export type SignedInCookie = {
  readonly userId: number;
  /** The whole `Cookie` header. */
  readonly cookie: string;
  /** The value of `_csrf` in this session's forms. */
  readonly csrf: string;
  /** The session's id as the house knows it outside the cookie. */
  readonly sessionId: string;
};

/** As config/config.ts has them where nothing else is said. */
const DEFAULTS = {
  secret: 'only-for-development-never-in-production',
  baseUrl: 'http://localhost:3000',
};
const TEN_HOURS_MS = 10 * 3_600_000;

/** The user with just these rights; the same e-mail gives the same user. */
export async function aUser(db: Database, person: TestPerson): Promise<number> {
  const values = [person.email, person.name];
  await db.run(
    `INSERT INTO users (issuer, name_id, email, name, saml_groups, created_at)
     VALUES ('test', ?, ?, ?, '[]', UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE name = ?`,
    [person.email, ...values, person.name],
  );
  const user = await db.row<{ id: number }>(
    "SELECT id FROM users WHERE issuer = 'test' AND name_id = ?",
    [person.email],
  );
  const id = user?.id ?? 0;
  await db.run('DELETE FROM user_rights WHERE user_id = ?', [id]);
  for (const { role, scope = { kind: 'all' } } of person.rights ?? []) {
    const code = 'code' in scope ? scope.code : '';
    await db.run("INSERT INTO user_rights VALUES (?, ?, ?, ?, 'test')", [
      id,
      role,
      scope.kind,
      code,
    ]);
  }
  return id;
}

/** A session of the person's own, as if just signed in. */
export async function signIn(
  db: Database,
  person: TestPerson,
  options: Partial<typeof DEFAULTS> & { readonly at?: Date } = {},
): Promise<SignedInCookie> {
  const { secret, baseUrl } = { ...DEFAULTS, ...options };
  const userId = await aUser(db, person);
  const sid = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(sid).digest();
  const csrf = randomBytes(32).toString('hex');
  const at = options.at ?? new Date();
  const endsAt = new Date(at.getTime() + TEN_HOURS_MS);
  const { name, options: flags } = cookieRules(baseUrl, 'sid');
  const sessionIndex = `_${randomBytes(8).toString('hex')}`;
  const data = {
    cookie: { originalMaxAge: null, expires: null, ...flags },
    signedInAs: {
      userId,
      nameId: person.email,
      nameIdFormat: null,
      sessionIndex,
      endsAt: endsAt.toISOString(),
    },
    csrfToken: csrf,
  };
  await db.run('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)', [
    hash,
    userId,
    sessionIndex,
    JSON.stringify(data),
    at,
    at,
    endsAt,
  ]);
  const signature = createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '');
  const cookie = `${name}=${encodeURIComponent(`s:${sid}.${signature}`)}`;
  return { userId, cookie, csrf, sessionId: hash.toString('hex') };
}
