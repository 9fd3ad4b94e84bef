// Runs of every flow that people decide about, on a real house of story size, long enough to have met
// what a flow can meet. Each is kept as its history.

import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect } from 'chai';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { QUEUE } from '../../server/kernel/flow.ts';
import { scheduledMonth } from '../../server/domains/billing/flow.ts';
import { expectedInvoice, invoiceArrived } from '../../server/domains/invoices/flow.ts';
import { withLuhn } from '../../tools/demo/check-digits.ts';
import { registerCsv } from '../../tools/demo/registers.ts';
import {
  aLine,
  aMunicipality,
  anInvoice,
  anInvoiceFile,
  aSpecificationFile,
  aSpecificationRow,
  filesOf,
} from '../support/a.ts';
import { apiClient, eventually, type ApiClient, type ApiFile } from '../support/api-client.ts';
import { workingHouse } from '../support/house.ts';
import { testTemporal } from '../support/temporal.ts';
import { fastForward } from '../support/virtual-time.ts';

/** Takes a finished run's history, as JSON, under a name. */
export type Keep = (name: string, history: string) => void;

const DAY = 86_400_000;
const SPECIFIED = '+46701740608';
const ROW = aSpecificationRow({ number: SPECIFIED });

/** What people do, in a real house: intakes, months, the schedule, an invoice that is expected. */
export async function recordHouse(keep: Keep): Promise<void> {
  const test = await workingHouse();
  const temporal = await testTemporal();
  const { namespace } = test;
  const plain = new Client({ connection: temporal.plain.connection, namespace });
  const skipping = new Client({ connection: temporal.client.connection, namespace });
  const save = async (name: string, workflowId: string) => {
    const handle = plain.workflow.getHandle(workflowId);
    await handle.result();
    keep(name, historyToJSON(await handle.fetchHistory()));
  };
  const people = {
    eva: await apiClient(test, 'administrator'),
    karin: await apiClient(test, 'finance'),
  };
  await importAll(people.eva);

  const ids = await recordableIntakes(people.eva);
  for (const [name, id] of Object.entries(ids)) await save(name, `invoice-${id}`);

  await playClosed(people);
  await save('billing-month-closed', 'billing-2026-01');
  await playCancelled(people);
  await save('billing-month-cancelled', 'billing-2026-02');
  await playMended(people);
  await save('billing-month-mended', 'billing-2026-10');

  const { name: scheduled } = scheduledMonth;
  await plain.workflow.execute(scheduled, { taskQueue: QUEUE, workflowId: 'scheduled', args: [] });
  await save('scheduled-month', 'scheduled');

  const expected = { supplier: 'SEN', month: '2026-12', dueInMs: 5 * DAY };
  const { name } = expectedInvoice;
  const start = (client: Client, workflowId: string) =>
    client.workflow.start(name, { taskQueue: QUEUE, workflowId, args: [expected] });
  await start(skipping, 'expected-escalated');
  await save('expected-invoice-escalated', 'expected-escalated');
  const handle = await start(plain, 'expected-arrived');
  await fastForward(plain, 'expected-arrived', 6 * DAY);
  await handle.signal(invoiceArrived.name, null, 'x');
  await save('expected-invoice-arrived', 'expected-arrived');
}

type People = { readonly eva: ApiClient; readonly karin: ApiClient };

/** The smallest municipality, with a supplier that specifies and, later, one that is expected. */
async function importAll(eva: ApiClient): Promise<void> {
  const { suppliers } = aMunicipality();
  const registers = aMunicipality({
    suppliers: [
      ...suppliers,
      {
        code: 'SPEC',
        name: 'Spectele AB',
        organisation_number: withLuhn('559999003'),
        specification: 'spec-utf8',
      },
    ],
  });
  for (const { kind, bytes } of filesOf(registers)) await imported(eva, kind, bytes);
  await serviceOf(eva, { id: 'S-8', identifier: SPECIFIED, supplier: 'SPEC' });
  await owned(eva, { subscription: 'S-8', owner: '1000', from: '2020-01-01' });
}

async function imported(eva: ApiClient, kind: string, bytes: Buffer): Promise<void> {
  const { status, text } = await eva.importCsv(kind, bytes);
  expect(status, text).to.equal(200);
}

function serviceOf(
  eva: ApiClient,
  service: { readonly id: string; readonly identifier: string; readonly supplier: string },
): Promise<void> {
  const row = { ...service, service_type: 'mobile', activated_on: '2020-01-01' };
  return imported(eva, 'subscriptions', registerCsv('subscriptions', [row]));
}

type Owned = Readonly<Record<'subscription' | 'owner' | 'from', string>> & { readonly to?: string };

function owned(eva: ApiClient, ...rows: readonly Owned[]): Promise<void> {
  return imported(eva, 'ownerships', registerCsv('ownerships', rows));
}

async function done(call: ReturnType<ApiClient['post']>, expected = 200): Promise<void> {
  const { status, text } = await call;
  expect(status, text).to.equal(expected);
}

function invoiceOf(number: string, month: string, object = '+46701740601'): ApiFile {
  const issuedOn = `${month}-15` as LocalDate;
  const lines = [aLine({ object })];
  return {
    name: `${number}.xml`,
    bytes: anInvoiceFile({ number, issuedOn, dueOn: issuedOn, lines }),
  };
}

async function uploaded(
  eva: ApiClient,
  { supplier = 'PROV', file, state }: { supplier?: string; file: ApiFile; state: string },
): Promise<string> {
  const sent = await eva.upload(supplier, [file]);
  expect(sent.status, sent.text).to.equal(202);
  const { id } = sent.body as { id: string };
  const read = async () => (await eva.get(`/supplier-invoices/${id}`)).body as { state?: string };
  await eventually(read, (each) => each.state === state);
  return id;
}

/** An invoice that is ready at once, one that is refused, and two files that find each other. */
async function recordableIntakes(eva: ApiClient): Promise<Record<string, string>> {
  const ready = await uploaded(eva, { file: invoiceOf('F-1', '2026-01'), state: 'ready' });
  const torn = { name: 'torn.xml', bytes: Buffer.from('<Invoice><ID>F-2</ID>') };
  const refused = await uploaded(eva, { file: torn, state: 'refused' });
  const seller = { ...anInvoice().seller, organisationNumber: withLuhn('559999003') };
  const eInvoice = { name: 'F-1.xml', bytes: anInvoiceFile({ number: 'F-1', seller }) };
  const waits = { supplier: 'SPEC', file: eInvoice, state: 'waiting' };
  const first = await uploaded(eva, waits);
  const specification = { name: 'F-1.csv', bytes: aSpecificationFile([ROW]) };
  const later = await eva.upload('SPEC', [specification]);
  const { id: second } = later.body as { id: string };
  await eventually(
    async () => (await eva.get(`/supplier-invoices/${first}`)).body as { state: string },
    ({ state }) => state === 'ready',
  );
  return {
    'invoice-intake-ready': ready,
    'invoice-intake-refused': refused,
    'invoice-intake-paired-later': first,
    'invoice-intake-paired': second,
  };
}

const until = (karin: ApiClient, month: string, state: string, freeze?: number) =>
  eventually(
    async () =>
      (await karin.get(`/billing-months/${month}`)).body as {
        readonly state: string;
        readonly freeze: number | null;
      },
    (now) => now.state === state && (freeze === undefined || now.freeze === freeze),
  );

async function finished({ karin }: People, month: string): Promise<void> {
  await until(karin, month, 'awaiting-receipt');
  const [file] = await karin.all<{ id: string }>(`/ledger-exports?month=${month}`);
  const receipt = { accepted: true, voucherNumbers: ['V1'], refusedRows: [] };
  await done(karin.post(`/ledger-exports/${file?.id ?? ''}/receipt`, receipt));
  await until(karin, month, 'closed');
}

async function playClosed(people: People): Promise<void> {
  const { eva, karin } = people;
  await done(eva.post('/billing-months', { month: '2026-01' }), 202);
  const { freeze } = await until(karin, '2026-01', 'preview');
  await done(karin.post('/billing-months/2026-01/approval', { freeze }));
  await finished(people, '2026-01');
}

async function playCancelled({ eva, karin }: People): Promise<void> {
  await uploaded(eva, { file: invoiceOf('F-3', '2026-02'), state: 'ready' });
  await done(eva.post('/billing-months', { month: '2026-02' }), 202);
  await until(karin, '2026-02', 'preview');
  await done(eva.post('/billing-months/2026-02/cancellation'));
}

/** An invoice that is waived, a red list, a pause, a mend, and a register that changed too late. */
async function playMended(people: People): Promise<void> {
  const { eva, karin } = people;
  const url = '/billing-months/2026-10';
  const late = { code: 'SEN', name: 'Sentele AB', specification: 'none', invoice_day: '20' };
  await imported(eva, 'suppliers', registerCsv('suppliers', [late]));
  const file = invoiceOf('F-4', '2026-10', '+46701740699');
  await uploaded(eva, { file, state: 'ready' });
  await done(eva.post('/billing-months', { month: '2026-10' }), 202);
  await until(karin, '2026-10', 'waiting');
  const waiver = { step: 'waiting', supplier: 'SEN', reason: 'kommer i november' };
  await done(karin.post(`${url}/waiver`, waiver));
  await until(karin, '2026-10', 'red-list', 1);
  await done(eva.post(`${url}/pause`));
  await done(eva.post(`${url}/resume`));
  await serviceOf(eva, { id: 'S-9', identifier: '+46701740699', supplier: 'PROV' });
  const of = { subscription: 'S-9' };
  await owned(eva, { ...of, owner: '1000', from: '2020-01-01' });
  await done(eva.post(`${url}/freeze`));
  await until(karin, '2026-10', 'preview', 2);
  await owned(
    eva,
    { ...of, owner: '1000', from: '2020-01-01', to: '2026-10-09' },
    { ...of, owner: '2000', from: '2026-10-10' },
  );
  await done(karin.post(`${url}/approval`, { freeze: 2 }), 409);
  await until(karin, '2026-10', 'preview', 3);
  await done(karin.post(`${url}/approval`, { freeze: 3 }));
  await finished(people, '2026-10');
}
