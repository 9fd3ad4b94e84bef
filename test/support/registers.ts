// The house for tests of the rooms that keep registers: as compose puts it together, with a clock that
// stands still and what such tests ask of it. And a browser of somebody who is signed in there.

import request from 'supertest';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { month, toInstant } from '../../server/kernel/calendar.ts';
import { Refusal, type Fault } from '../../server/kernel/refusal.ts';
import { compose } from '../../server/compose.ts';
import { packVersions } from '../../server/domains/billing/freeze.ts';
import { createAllocationRuleStore } from '../../server/domains/billing/store/allocation-rules.ts';
import { createFreezeStore } from '../../server/domains/billing/store/freezes.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { ImportAnswer } from '../../server/platform/csv-import.ts';
import { instantSql } from '../../server/platform/database.ts';
import { apiClient } from './api-client.ts';
import { testHouse } from './house.ts';
import { signIn, type TestPerson } from './sign-in.ts';

const NOW = toInstant(new Date('2026-11-24T09:00:00Z'));

let made: ReturnType<typeof make> | null = null;

/** One for each mocha process; its tables are whatever the test makes of them. */
export function registerRooms() {
  made ??= make();
  return made;
}

async function make() {
  const { house, config } = await testHouse();
  const { db } = house;
  const rooms = compose(config, 'test', { db, clock: createStillClock(NOW) });
  const importText = (kind: string, text: string, dryRun = false): Promise<ImportAnswer> =>
    rooms.imports.importFile({ kind, bytes: Buffer.from(text), dryRun, actor: SYSTEM });
  return {
    ...rooms,
    allocationRules: createAllocationRuleStore(db),
    importText,
    /** The faults that a file has. */
    faultsOf: (kind: string, text: string): Promise<readonly Fault[]> =>
      importText(kind, text).then(
        () => [],
        (error: unknown) => {
          if (error instanceof Refusal && error.code === 'import.faults') {
            return error.details.errors ?? [];
          }
          throw error;
        },
      ),
    /** A month stands on these rows of a register, each by its id, until it is cancelled. */
    freezeRows: async (kind: string, ids: readonly number[]): Promise<void> => {
      const versions = await packVersions({ [kind]: ids.map((id) => [id, 1] as const) });
      await db.transaction(async (tx) => {
        const id = await createFreezeStore(db).insertFreeze(
          {
            month: month('2026-10'),
            run: 1,
            ordinal: 1,
            frozenAt: NOW,
            sha256: '0'.repeat(64),
            counts: { files: 0, subscriptions: 0, ownerships: 0, prices: 0, rules: 0 },
            inputs: Buffer.alloc(0),
            versions,
            registersStamp: '',
          },
          tx,
        );
        await db.run(
          `INSERT INTO billing_months (month, state, freeze_id, started_at, started_by)
           VALUES ('2026-10', 'preview', ?, ?, 'system')`,
          [id, instantSql(NOW)],
          tx,
        );
      });
    },
    cancelMonth: async (): Promise<void> => {
      await db.run("UPDATE billing_months SET state = 'cancelled'");
    },
  };
}

export type RegisterRooms = Awaited<ReturnType<typeof registerRooms>>;

/** The same rooms over HTTP. */
export async function registersWeb() {
  const test = await testHouse();
  const { house, app } = test;
  const rooms = await registerRooms();

  /** A browser of somebody who is signed in. */
  const browser = async (person: TestPerson) => {
    const { cookie, csrf } = await signIn(house.db, person);
    return {
      get: (path: string) => request(app).get(path).set('Cookie', cookie),
      post: (path: string, fields: object) =>
        request(app)
          .post(path)
          .set('Cookie', cookie)
          .type('form')
          .send({ _csrf: csrf, ...fields }),
      upload: (path: string, name: string, bytes: Buffer) =>
        request(app)
          .post(path)
          .set('Cookie', cookie)
          .field('_csrf', csrf)
          .attach('file', bytes, { filename: name, contentType: 'text/csv' }),
    };
  };
  return { rooms, app, browser, client: (...who: ClientArgs) => apiClient(test, ...who) };
}

type ClientArgs = Parameters<typeof apiClient> extends [unknown, ...infer Rest] ? Rest : never;
export type RegistersWeb = Awaited<ReturnType<typeof registersWeb>>;
