// What SAML must remember, in the database, so that it holds for every process and after a restart:
// which requests went out with which browser, and which assertions have been used.

import type { CacheProvider } from '@node-saml/passport-saml';
import { instantAfter, type Instant } from '../kernel/calendar.ts';
import type { Clock } from '../platform/clock.ts';
import { instantSql, isDuplicate, type Database } from '../platform/database.ts';
import { refuseSaml } from './saml-gate.ts';
import type { SamlIdentity } from './saml-profile.ts';

/** How long a person may take to sign in at the identity provider. */
export const REQUEST_LIFE_MS = 10 * 60_000;

/** A request that is out: its id, the key that travels as RelayState, and where it leads back to. */
export type AskedFor = {
  readonly id: string;
  readonly relayState: string;
  readonly returnTo: string;
};

export type BrowserRequests = {
  readonly cache: CacheProvider;
  /** The request that was used up, after exactly one has been. */
  readonly consumed: () => AskedFor | null;
};

export type SamlStore = {
  /** The requests of one browser as the library sees them; a new one is kept with what was asked for. */
  readonly requestsOf: (browser: Buffer, askedFor?: Omit<AskedFor, 'id'>) => BrowserRequests;
  /** Notes an assertion as used. Refuses the second time, from whichever process. */
  readonly useAssertion: (
    identity: Pick<SamlIdentity, 'issuer' | 'assertionId' | 'usableUntil'>,
  ) => Promise<void>;
  /** Deletes requests and assertions that nobody can use any more. Returns how many. */
  readonly sweep: () => Promise<number>;
};

export function createSamlStore({ db, clock }: { db: Database; clock: Clock }): SamlStore {
  const insert = async (id: string, browser: Buffer, askedFor: Omit<AskedFor, 'id'>) => {
    const now = clock.now();
    await db.run(
      `INSERT INTO saml_requests (id, browser, relay_state, return_to, issued_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [
        id,
        browser,
        askedFor.relayState,
        askedFor.returnTo,
        instantSql(now),
        instantSql(instantAfter(now, REQUEST_LIFE_MS)),
      ],
    );
  };

  return {
    requestsOf: (browser, askedFor) => {
      let consumed: AskedFor | null = null;
      const now = () => instantSql(clock.now());
      return {
        consumed: () => consumed,
        cache: {
          saveAsync: async (id, value) => {
            if (askedFor === undefined) return refuseSaml('request');
            await insert(id, browser, askedFor);
            return { value, createdAt: Date.parse(clock.now()) };
          },
          getAsync: async (id) => {
            const row = await db.row<{ issuedAt: Instant }>(
              `SELECT issued_at AS issuedAt FROM saml_requests
               WHERE id = ? AND browser = ? AND expires_at > ?`,
              [id, browser, now()],
            );
            return row?.issuedAt ?? null;
          },
          // The library does not look at the answer: whoever does not hit the row must be stopped here.
          removeAsync: async (id) => {
            const rows = await db.rows<AskedFor>(
              `DELETE FROM saml_requests WHERE id = ? AND browser = ? AND expires_at > ?
               RETURNING id, relay_state AS relayState, return_to AS returnTo`,
              [id, browser, now()],
            );
            consumed = rows[0] ?? null;
            return consumed === null ? refuseSaml('request-used') : consumed.id;
          },
        },
      };
    },

    useAssertion: async ({ issuer, assertionId, usableUntil }) => {
      try {
        await db.run(
          `INSERT INTO saml_assertions (issuer, assertion_id, used_at, expires_at)
           VALUES (?, ?, ?, ?)`,
          [issuer, assertionId, instantSql(clock.now()), instantSql(usableUntil)],
        );
      } catch (error) {
        if (isDuplicate(error)) refuseSaml('assertion-used');
        throw error;
      }
    },

    sweep: async () => {
      const now = instantSql(clock.now());
      const requests = await db.run('DELETE FROM saml_requests WHERE expires_at <= ?', [now]);
      const used = await db.run('DELETE FROM saml_assertions WHERE expires_at <= ?', [now]);
      return requests.affectedRows + used.affectedRows;
    },
  };
}
