// One month of the small municipality in a household of real processes: what its people and the world
// around it do, whatever dies meanwhile, and everything of the month that must come out the same.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { loadConfig } from '../../config/config.ts';
import { compose } from '../../server/compose.ts';
import { month as toMonth } from '../../server/kernel/calendar.ts';
import type { Database } from '../../server/platform/database.ts';
import { checkInvariants } from '../../tools/commands/invariant-list.ts';
import { createHouseApi } from '../../tools/demo/house-api.ts';
import { createMunicipality, registerFiles } from '../../tools/demo/municipality.ts';
import { operatorDeliveries } from '../../tools/demo/operators.ts';
import { receiptsInFolder, startSimulator } from '../../tools/demo/simulator.ts';
import { apiClient, eventually, type ApiClient } from '../support/api-client.ts';
import type { Household } from '../support/household.ts';

const MONTH = toMonth('2026-10');
const PATH = `/billing-months/${MONTH}`;
const PATIENCE_MS = 150_000;

export type Outcome = {
  readonly freezes: readonly string[];
  readonly ledgerFile: string;
  readonly invoices: readonly object[];
  readonly pdf: string;
  /** Journal events of the month and its suppliers' invoices, each with how often. */
  readonly events: Readonly<Record<string, number>>;
};

export type Story = {
  /** Where a web process must be up before `play`. */
  readonly household: Household;
  /** People, operators and the accounting system until the month is closed. */
  readonly play: () => Promise<void>;
  readonly outcome: (frozenAt?: string) => Promise<Outcome>;
  readonly frozenAt: () => Promise<string>;
  /** Names and places of what does not hold. */
  readonly broken: () => Promise<string[]>;
};

type Month = { readonly state: string; readonly redList: readonly { readonly lineId: string }[] };

/** The registers filled in; nothing has come yet. `byApi`: the operators call, else they use folders. */
export async function aStory(household: Household, byApi = false): Promise<Story> {
  const config = loadConfig({ ...household.settings, LOG_LEVEL: 'silent' });
  const house = compose(config, 'test', { db: household.database });
  const municipality = createMunicipality('story', MONTH);
  const api = createHouseApi(house);
  for (const { kind, bytes } of registerFiles(municipality)) await api.importCsv(kind, bytes);
  const client = (role: 'administrator' | 'finance') =>
    apiClient({ house, app: household.url }, role);
  const [administrator, finance] = [await client('administrator'), await client('finance')];
  const { folders } = config;
  const world = startSimulator({
    inboxFolder: folders.inbox,
    ledgerOutboxFolder: folders.ledgerOutbox,
    ...receiptsInFolder(folders.ledgerReceipts),
    delayMs: 0,
  });
  // As the house takes them from its folders: the first gets the lower number in every round.
  const deliveries = operatorDeliveries(municipality, MONTH).sort((left, right) =>
    left.supplier < right.supplier ? -1 : 1,
  );
  return {
    household,
    play: async () => {
      if (byApi) {
        for (const { supplier, files } of deliveries) {
          await insist(() => administrator.upload(supplier, files), [202, 409]);
        }
      } else await world.deliver(deliveries);
      await insist(() => administrator.post('/billing-months', { month: MONTH }), [202, 409]);
      await place(administrator);
      await insist(() => finance.post(`${PATH}/approval`), [200, 409]);
      await until(finance, ({ state }) => state === 'closed');
      await world.stop();
      await untilQuiet(household.database);
    },
    frozenAt: async () => {
      const sql = 'SELECT frozen_at AS at FROM month_freezes ORDER BY id DESC LIMIT 1';
      return (await household.database.row<{ at: string }>(sql))?.at ?? '';
    },
    outcome: async (frozenAt) => {
      if (frozenAt !== undefined) await freezeAt(household.database, frozenAt);
      return outcomeOf(household.database, finance, folders.ledgerOutbox);
    },
    broken: async () => {
      const findings = await checkInvariants(house.db, house.journal, { isWorking: true });
      return findings.flatMap(({ name, places }) => places.map((each) => `${name}: ${each}`));
    },
  };
}

async function place(administrator: ApiClient): Promise<void> {
  const { state, redList } = await until(administrator, (month) =>
    ['red-list', 'preview'].includes(month.state),
  );
  if (state === 'preview') return;
  const lineIds = redList.map(({ lineId }) => lineId);
  const placing = { lineIds, costCentre: '1790', reason: 'utreds' };
  await insist(() => administrator.post(`${PATH}/red-list/placement`, placing), [200, 409]);
  await until(administrator, (month) => month.state === 'preview');
}

/** As a client does it: again, while nobody answers or the answer is that something is away. */
async function insist(call: () => Promise<Response>, done: readonly number[]): Promise<void> {
  const answer = await eventually(
    () => call().catch(() => null),
    (each) => each !== null && each.status < 500,
    PATIENCE_MS,
  );
  expect(done, answer?.text).to.include(answer?.status);
}

async function until(client: ApiClient, isThere: (month: Month) => boolean): Promise<Month> {
  const answer = await eventually(
    () => client.get(PATH).catch(() => null),
    (each) => each?.status === 200 && isThere(each.body as Month),
    PATIENCE_MS,
  );
  return answer?.body as Month;
}

/** Everything that was to be told is told, letters too. */
async function untilQuiet(database: Database): Promise<void> {
  const sql = 'SELECT kind, target, last_error AS error FROM outbox WHERE delivered_at IS NULL';
  await eventually(
    () => database.rows(sql).catch(() => null),
    (left) => left?.length === 0,
    PATIENCE_MS,
  );
}

/** The one clock that documents show differs between two runs; nothing else may. */
async function freezeAt(database: Database, frozenAt: string): Promise<void> {
  await database.run('UPDATE customer_invoices SET frozen_at = ?', [new Date(frozenAt)]);
}

async function outcomeOf(database: Database, finance: ApiClient, folder: string): Promise<Outcome> {
  const numbers = await finance.all<{ number: string }>(`/customer-invoices?month=${MONTH}`);
  const invoices: object[] = [];
  for (const { number } of numbers) {
    invoices.push((await whole(finance, `/customer-invoices/${number}`)) as object);
  }
  const first = numbers[0]?.number ?? '';
  const pdf = (await whole(finance, `/customer-invoices/${first}.pdf`)) as Buffer;
  const events = await database.rows<{ event: string; times: number }>(
    `SELECT event, COUNT(*) AS times FROM journal_entries
     WHERE subject LIKE 'billing-month:%' OR subject LIKE 'supplier-invoice:%' GROUP BY event`,
  );
  const freezes = 'SELECT sha256 FROM month_freezes ORDER BY id';
  return {
    freezes: (await database.rows<{ sha256: string }>(freezes)).map(({ sha256 }) => sha256),
    ledgerFile: ledgerFileIn(folder),
    invoices,
    pdf: createHash('sha256').update(pdf).digest('hex'),
    events: Object.fromEntries(events.map(({ event, times }) => [event, times])),
  };
}

async function whole(client: ApiClient, path: string): Promise<unknown> {
  const answer = await client.get(path);
  expect(answer.status, path).to.equal(200);
  return answer.body as unknown;
}

/** There is one, whole, and nothing half beside it. */
function ledgerFileIn(folder: string): string {
  const [name, ...others] = readdirSync(folder);
  if (name === undefined || others.length > 0) throw new Error(`not one file: ${others.join()}`);
  return readFileSync(path.join(folder, name), 'latin1');
}
