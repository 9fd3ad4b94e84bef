// The small municipality, open to a browser: one house and one browser for all journeys of a run. Each
// journey asks for the state of the demonstration's month that it begins at.

import { randomUUID } from 'node:crypto';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { Role, Scope } from '../../server/kernel/actor.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { Month } from '../../server/kernel/calendar.ts';
import { checkInvariants } from '../../tools/commands/invariant-list.ts';
import { createHouseApi } from '../../tools/demo/house-api.ts';
import { ROLE_GROUPS, type SignIn } from '../../tools/demo/sign-ins.ts';
import { fillHouse, MONTH, openHouse, type OpenHouse } from '../../tools/pictures/house.ts';
import { launchBrowser } from '../../tools/pictures/look.ts';
import { eventually } from '../support/api-client.ts';
import { testDatabaseUrls } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { atTheEnd, children } from '../support/teardown.ts';
import { testTemporal, workflowBundle } from '../support/temporal.ts';

export type Story = OpenHouse & {
  /** Settles when October has its red list. */
  readonly filled: Promise<void>;
};

let begun: Promise<Story> | null = null;
let launched: Promise<Browser> | null = null;

/** Opens the house and begins to fill it; `approve` is what happens when an earlier month waits. */
export function beginStory(approve?: (month: Month) => Promise<void>): Promise<Story> {
  begun ??= begin(approve);
  return begun;
}

/** The house with July to September closed and October's red list not yet touched, or as it is left. */
export async function storyAtRedList(): Promise<Story> {
  const story = await beginStory();
  await story.filled;
  return story;
}

/** The house with October closed: what no journey has done is done through the doors. */
export async function storyAtItsEnd(): Promise<Story> {
  const story = await storyAtRedList();
  const { billing } = story.house;
  const stateNow = async () => (await billing.findMonth(MONTH))?.state ?? '';
  const found = await billing.findMonth(MONTH);
  if (found !== null && ['red-list', 'preview'].includes(found.state)) {
    const lines = await billing.redListOf(found, 'open');
    if (lines.length > 0) {
      const lineIds = lines.map(({ lineId }) => lineId);
      const reason = 'okänt, utreds';
      const placing = { month: MONTH, lineIds, owner: '1790', reason, asRule: false };
      await billing.placeLines(placing, SYSTEM);
    }
    await eventually(stateNow, (state) => state === 'preview');
    await createHouseApi(story.house).approveMonth(MONTH, 'bjorn.ahl@example.test');
  }
  await eventually(stateNow, (state) => state === 'closed');
  return story;
}

async function begin(approve?: (month: Month) => Promise<void>): Promise<Story> {
  const { app, owner } = await testDatabaseUrls();
  const { address, plain } = await testTemporal();
  const namespace = `journeys-${randomUUID()}`;
  await plain.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(86_400_000),
  });
  const open = await openHouse({
    databaseUrl: app,
    ownerUrl: owner,
    temporalAddress: address,
    temporalNamespace: namespace,
    bundle: await workflowBundle(),
    folder: children.temporaryFolder(),
  });
  atTheEnd('the house of the journeys', open.close);
  const plan = { size: 'story', say: () => undefined } as const;
  const filled = fillHouse(open, approve === undefined ? plan : { ...plan, approve });
  // Whoever waits for it hears of its fault; until then nobody else should.
  filled.catch(() => undefined);
  return { ...open, filled };
}

/** A browser's window in which the person is signed in, by a session straight from the database. */
export async function windowOf(
  { house, url }: OpenHouse,
  person: SignIn,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await freshWindow(url, options);
  const rights = rightsOf(person);
  const { cookie } = await signIn(
    house.db,
    { email: person.email, name: person.name, rights },
    { baseUrl: url, secret: house.config.sessionSecret },
  );
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
  return context;
}

/** A window in which nobody is signed in. */
export async function freshWindow(
  url: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const browser = await theBrowser();
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ baseURL: url, locale: 'sv-SE', viewport, ...options });
  context.setDefaultTimeout(30_000);
  return context;
}

/** One for the whole run. */
function theBrowser(): Promise<Browser> {
  launched ??= launchBrowser(console.error).then((browser) => {
    atTheEnd('the browser', () => browser.close());
    return browser;
  });
  return launched;
}

/** Everything that must hold in any house, now. Empty where all is well. */
export async function brokenInvariants({ house }: OpenHouse): Promise<string[]> {
  const findings = await checkInvariants(house.db, house.journal, { isWorking: true });
  return findings
    .filter(({ places }) => places.length > 0)
    .map(({ name, places }) => `${name}: ${places.join(', ')}`);
}

/** What the identity provider's groups stand for; everybody is an employee besides. */
function rightsOf({ groups }: SignIn): { role: Role; scope: Scope }[] {
  const granted = ROLE_GROUPS.filter(({ group }) => groups.includes(group)).map(
    ({ role, scope }) => {
      const [kind = 'all', code = ''] = scope.split(':');
      return { role, scope: (kind === 'all' ? { kind } : { kind, code }) as Scope };
    },
  );
  return [{ role: 'employee', scope: { kind: 'self' } }, ...granted];
}
