// Runs that were under way when the code was upgraded go on: the histories that are kept in the
// repository are replayed against today's flows. They are recorded anew, when a flow is changed on
// purpose and nothing runs that was begun before, by `RECORD_HISTORIES=yes npx mocha
// test/processes/histories.test.ts`.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { Worker } from '@temporalio/worker';
import { testTemporal, workflowBundle } from '../support/temporal.ts';
import { HISTORIES, wantsRecording } from '../support/histories.ts';
import { recordHouse } from './recorded-runs.ts';
import { recordWaits } from './recorded-waits.ts';

const NAMES = [
  'billing-month-cancelled',
  'billing-month-closed',
  'billing-month-mended',
  'billing-month-part-retried',
  'billing-month-reminded',
  'expected-invoice-arrived',
  'expected-invoice-escalated',
  'invoice-intake-paired',
  'invoice-intake-paired-later',
  'invoice-intake-ready',
  'invoice-intake-refused',
  'invoice-intake-reminded',
  'scheduled-month',
];

type Event = {
  readonly eventType: string;
  activityTaskScheduledEventAttributes?: { activityType: { name: string } };
};
type History = { readonly events: Event[] };

/** Which machine and where on it: nobody's concern, and another one each time. */
const OF_A_MACHINE = /"(identity|stackTrace|workerInstanceKey)":"(?:[^"\\]|\\.)*"/g;

describe('saved histories', function () {
  this.timeout(240_000);

  before(async () => {
    await testTemporal();
    if (!wantsRecording()) return;
    rmSync(HISTORIES, { recursive: true, force: true });
    mkdirSync(HISTORIES, { recursive: true });
    const keep = (name: string, history: string) => {
      const text = JSON.stringify(JSON.parse(history)).replace(OF_A_MACHINE, '"$1":""');
      writeFileSync(path.join(HISTORIES, `${name}.json`), `${text}\n`);
    };
    await recordHouse(keep);
    await recordWaits(keep);
  });

  const read = (name: string) =>
    JSON.parse(readFileSync(path.join(HISTORIES, `${name}.json`), 'utf8')) as History;
  const replay = async (history: unknown) => {
    const workflowBundleOfToday = { codePath: await workflowBundle() };
    await Worker.runReplayHistory({ workflowBundle: workflowBundleOfToday }, history);
  };

  it('are there for every flow and every way that it goes', () => {
    const there = readdirSync(HISTORIES).map((file) => file.replace(/\.json$/, ''));
    expect(there.sort()).to.deep.equal(NAMES);
  });

  it('name no person, no number of one, and no machine', () => {
    const telling = /@|\+46|\/(?:usr|tmp|var|home|work)\/|node_modules/;
    const decoded = NAMES.flatMap((name) =>
      [...readFileSync(path.join(HISTORIES, `${name}.json`), 'utf8').matchAll(/"data":"([^"]*)"/g)]
        .map(([, data = '']) => `${name}: ${Buffer.from(data, 'base64').toString('utf8')}`)
        .filter((text) => telling.test(text)),
    );
    expect(decoded).to.deep.equal([]);
  });

  for (const name of NAMES) {
    it(`go on as they went: ${name}`, async () => {
      await replay(read(name));
    });
  }

  it('are told from a run that went another way', async () => {
    const history = read('billing-month-closed');
    const scheduled = history.events.filter(
      ({ activityTaskScheduledEventAttributes: attributes }) =>
        attributes?.activityType.name === 'numberInvoices',
    );
    expect(scheduled).to.have.length(1);
    for (const { activityTaskScheduledEventAttributes: attributes } of scheduled) {
      if (attributes !== undefined) attributes.activityType = { name: 'exportMonth' };
    }
    let fault: unknown = null;
    await replay(history).catch((error: unknown) => {
      fault = error;
    });
    expect(String(fault)).to.match(/[Nn]on-?determinism/);
  });
});
