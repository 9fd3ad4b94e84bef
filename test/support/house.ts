// The whole house for tests: real database, real pages, no process of its own. A working
// house delivers its outbox and runs its flows as well, in this process, on a real Temporal server.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import { msToTs } from '@temporalio/common/lib/time.js';
import { loadConfig, type Config } from '../../config/config.ts';
import { compose, type House } from '../../server/compose.ts';
import { composeWeb, type Web } from '../../server/web.ts';
import { startBackground } from '../../workflows/background.ts';
import { keepWorking } from '../../workflows/keep-working.ts';
import { emptyTables, testDatabaseUrls } from './database.ts';
import { atTheEnd } from './teardown.ts';
import { testTemporal, workflowBundle } from './temporal.ts';

export type TestHouse = {
  readonly house: House;
  readonly web: Web;
  readonly app: Express;
  readonly config: Config;
};

let made: Promise<TestHouse> | null = null;
/** A house that works: its flows run in a namespace of its own. */
export type WorkingHouse = TestHouse & { readonly namespace: string };

let stopWork: () => Promise<void> = () => Promise.resolve();

/** The one house of this mocha process. */
export function testHouse(): Promise<TestHouse> {
  made ??= make();
  return made;
}

/**
 * The same, empty, with the outbox delivered and the flows running. Each call is a new beginning: a
 * month or an invoice of an earlier file has run under the same id, and would never start again.
 */
export async function workingHouse(): Promise<WorkingHouse> {
  const test = await testHouse();
  await stopWork();
  await emptyTables();
  const { inbox, ledgerOutbox, ledgerReceipts } = test.config.folders;
  for (const folder of [inbox, ledgerOutbox, ledgerReceipts]) {
    await rm(folder, { recursive: true, force: true });
  }
  const namespace = `house-${randomUUID()}`;
  stopWork = await startWorking(test, namespace);
  return { ...test, namespace };
}

/** Ends the work that `workingHouse` began: what the next files write is theirs alone. */
export async function restingHouse(): Promise<void> {
  await stopWork();
  stopWork = () => Promise.resolve();
}

async function make(): Promise<TestHouse> {
  const urls = await testDatabaseUrls();
  const data = await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-house-'));
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: urls.app,
    MIGRATION_DATABASE_URL: urls.owner,
    DATABASE_SETTINGS: 'fast',
    DATA_FOLDER: data,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    SAML_ROLES: 'jk-admin=administrator, jk-finance=finance',
    DEMO: 'none',
    MONTH_SCHEDULE: 'no',
  });
  const house = compose(config, 'test');
  const web = await composeWeb(house);
  atTheEnd('the house', async () => {
    await stopWork();
    await house.db.close();
  });
  return { house, web, app: web.app, config };
}

/** In a namespace of its own, in real time: other tests' flows are nobody's concern here. */
async function startWorking(
  { house, config }: TestHouse,
  namespace: string,
): Promise<() => Promise<void>> {
  const { address, plain } = await testTemporal();
  await plain.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(86_400_000),
  });
  const own: House = {
    ...house,
    config: {
      ...config,
      temporal: { ...config.temporal, address, namespace },
      worker: { ...config.worker, bundle: await workflowBundle() },
    },
  };
  const stopBackground = startBackground(own);
  const stopWorking = keepWorking(own);
  return async () => {
    await stopWorking();
    await stopBackground();
  };
}
