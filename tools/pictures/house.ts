// A whole house in this process on a port of loopback, with its flows running and the identity provider
// of development beside it: what a browser is put in front of, by the pictures and by the journeys.

import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadConfig } from '../../config/config.ts';
import { compose, type House } from '../../server/compose.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { month, type Month } from '../../server/kernel/calendar.ts';
import { composeWeb, type Web } from '../../server/web.ts';
import { startBackground } from '../../workflows/background.ts';
import { keepWorking } from '../../workflows/keep-working.ts';
import { fillMonths, fillRegisters, type DemoApi } from '../demo/fill.ts';
import { createHouseApi, rememberPeople } from '../demo/house-api.ts';
import type { Size } from '../demo/municipality.ts';
import { SAML_ROLES, SIGN_INS } from '../demo/sign-ins.ts';
import { startSimulator } from '../demo/simulator.ts';
import { startIdentityProvider } from '../dev/identity-provider.ts';
import { startMailSink } from '../dev/mail-sink.ts';
import { freePort } from '../dev/ports.ts';

/** What the house stands on; whoever opens it has started that and ends it. */
export type Ground = {
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly bundle: string;
  /** For everything that is kept in files. */
  readonly folder: string;
};

export type OpenHouse = {
  readonly house: House;
  readonly web: Web;
  /** Where a browser finds it. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/** The demonstration's month is always this one in pictures and journeys. */
export const MONTH = month('2026-10');

/** Opens it, empty. The accounting system answers each ledger file after a moment. */
export async function openHouse(ground: Ground): Promise<OpenHouse> {
  const port = await freePort();
  const url = `http://localhost:${String(port)}`;
  const identity = await startIdentityProvider({
    port: 0,
    folder: path.join(ground.folder, 'identity'),
    baseUrl: url,
    people: SIGN_INS,
  });
  const mail = await startMailSink({
    smtpPort: 0,
    httpPort: 0,
    folder: path.join(ground.folder, 'mail'),
  });
  const settings = { ...identity.settings, BASE_URL: url, SMTP_URL: mail.smtpUrl };
  const house = compose(configOf(ground, settings), 'pictures');
  const web = await composeWeb(house);
  const listening = await web.listen(port);
  const stopBackground = startBackground(house);
  const stopWorking = keepWorking(house);
  const simulator = startSimulator({
    inboxFolder: house.config.folders.inbox,
    ledgerOutboxFolder: house.config.folders.ledgerOutbox,
    delayMs: 500,
    answer: async (file, receipt) => {
      const [newest] = await house.ledger.exportsOf(monthIn(file));
      if (newest === undefined) throw new Error(`no export is called ${file}`);
      await house.billing.receiveReceipt(newest.id, receipt, SYSTEM);
    },
  });
  return {
    house,
    web,
    url,
    close: async () => {
      await simulator.stop();
      await stopWorking();
      await stopBackground();
      await listening.close();
      await identity.stop();
      await mail.stop();
      await house.db.close();
    },
  };
}

export type FillPlan = {
  readonly size: Size;
  readonly say: (line: string) => void;
  /** Who approves the earlier months; the demonstration's own person where nobody is named. */
  readonly approve?: DemoApi['approveMonth'];
};

/** Registers, three closed months, and the demonstration's month as far as its red list. */
export async function fillHouse({ house }: OpenHouse, plan: FillPlan): Promise<void> {
  const own = createHouseApi(house);
  const api: DemoApi = {
    ...own,
    // Nobody watches the inbox here: what is put there is sent at once.
    placeInInbox: own.uploadInvoice,
    approveMonth: plan.approve ?? own.approveMonth,
    pause: () => pause(100),
  };
  const filling = { size: plan.size, month: MONTH, say: plan.say, api };
  await fillRegisters(filling);
  await rememberPeople(house);
  await fillMonths(filling);
}

function configOf(ground: Ground, settings: Readonly<Record<string, string>>) {
  return loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: ground.databaseUrl,
    MIGRATION_DATABASE_URL: ground.ownerUrl,
    DATABASE_SETTINGS: 'fast',
    DATA_FOLDER: path.join(ground.folder, 'data'),
    TEMPORAL_ADDRESS: ground.temporalAddress,
    TEMPORAL_NAMESPACE: ground.temporalNamespace,
    WORKFLOW_BUNDLE: ground.bundle,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    DEMO: 'none',
    MONTH_SCHEDULE: 'no',
    SAML_ROLES,
    ...settings,
  });
}

/** `jarnkoll-2026-10.si` is October's. */
function monthIn(file: string): Month {
  return month(/\d{4}-\d{2}/.exec(file)?.[0] ?? '');
}
