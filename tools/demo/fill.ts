// Fills an installation with the demonstration: registers by the same imports as anyone's, closed
// months through the same intake and month, then the messy month's files into the inbox. Each step
// looks first whether it is done, so that a filling that was cut off goes on where it stopped.

import type { Month } from '../../server/kernel/calendar.ts';
import { createMunicipality, registerFiles, type Municipality, type Size } from './municipality.ts';
import { operatorDeliveries, type Delivery, type DemoFile } from './operators.ts';
import type { RegisterKind } from './registers.ts';
import { APPROVER } from './sign-ins.ts';
import { kronor, monthName, plural } from './words.ts';

export type ImportAnswer = {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
};

export type InvoiceState = {
  readonly state: string;
  readonly rowsIn: number;
  readonly rowsQuarantined: number;
  readonly netOre: number;
};

export type MonthState = {
  readonly state: string;
  readonly redLines: number;
  readonly redOre: number;
  readonly sharesOre: number;
};

/** The commands that the filling gives: the same ones that people and other systems have. */
export type DemoApi = {
  readonly importCsv: (kind: RegisterKind, bytes: Buffer) => Promise<ImportAnswer>;
  /** Null where it has not come, or has not been read so far. */
  readonly findInvoice: (delivery: Delivery) => Promise<InvoiceState | null>;
  /** Sends an invoice's files together; does nothing where they have been sent before. */
  readonly uploadInvoice: (supplier: string, files: readonly DemoFile[]) => Promise<void>;
  readonly findMonth: (month: Month) => Promise<MonthState | null>;
  readonly startMonth: (month: Month) => Promise<void>;
  /** Approves as the person with the address, by the command that the page gives. */
  readonly approveMonth: (month: Month, email: string) => Promise<void>;
  /** Puts files where the supplier's are looked for; does nothing where they are or were there. */
  readonly placeInInbox: (supplier: string, files: readonly DemoFile[]) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
};

export type Filling = {
  readonly size: Size;
  readonly month: Month;
  readonly api: DemoApi;
  /** Told of each step, one Swedish sentence at a time. */
  readonly say: (line: string) => void;
  /** How long each step is waited for: a quarter of an hour where nothing else is said. */
  readonly patienceMs?: number;
};

const LOOK_AGAIN_MS = 500;
const PATIENCE_MS = 15 * 60_000;

/** Everything: registers, closed months, inbox. Throws an Error that says what did not go on. */
export async function fillDemonstration(filling: Filling): Promise<void> {
  await fillRegisters(filling);
  await fillMonths(filling);
}

/** The fifteen registers in the order of import. Needs no worker. */
export async function fillRegisters({ size, month, api, say }: Filling): Promise<void> {
  const municipality = createMunicipality(size, month);
  for (const { kind, bytes } of registerFiles(municipality)) {
    const answer = await api.importCsv(kind, bytes);
    const changes = answer.added + answer.changed;
    const news =
      changes === 0 ? 'inget nytt' : plural(changes, 'ny eller ändrad', 'nya eller ändrade');
    say(`Register ${kind}: ${plural(answer.rows, 'rad', 'rader')}, ${news}.`);
  }
}

/** The closed months and then the demonstration's, as far as it goes by itself. Needs a worker. */
export async function fillMonths(filling: Filling): Promise<void> {
  const municipality = createMunicipality(filling.size, filling.month);
  for (const month of municipality.timeline.closed) await closeMonth(filling, municipality, month);
  await openMonth(filling, municipality);
}

async function closeMonth(
  filling: Filling,
  municipality: Municipality,
  month: Month,
): Promise<void> {
  const { api, say } = filling;
  if ((await api.findMonth(month))?.state === 'closed') return;
  for (const delivery of operatorDeliveries(municipality, month)) {
    if ((await api.findInvoice(delivery)) === null) {
      await api.uploadInvoice(delivery.supplier, delivery.files);
    }
    await untilReady(filling, delivery);
  }
  if ((await api.findMonth(month)) === null) await api.startMonth(month);
  const preview = await untilMonth(filling, month, ['preview', ...AFTER_APPROVAL]);
  if (preview.state === 'preview') await api.approveMonth(month, APPROVER);
  const closed = await untilMonth(filling, month, ['closed']);
  say(`${monthName(month)} är stängd: ${kronor(closed.sharesOre)} fördelade.`);
}

/** The messy month's files, where the suppliers' are looked for. Needs no worker. */
export async function fillInbox({ size, month, api }: Filling): Promise<void> {
  for (const delivery of operatorDeliveries(createMunicipality(size, month), month)) {
    const known = await api.findInvoice(delivery);
    if (known === null) await api.placeInInbox(delivery.supplier, delivery.files);
  }
}

/** The messy month: files in the inbox, the month started, and then it is people's turn. */
async function openMonth(filling: Filling, municipality: Municipality): Promise<void> {
  const { api, say, month } = filling;
  await fillInbox(filling);
  for (const delivery of operatorDeliveries(municipality, month)) {
    await untilReady(filling, delivery);
  }
  if ((await api.findMonth(month)) === null) await api.startMonth(month);
  const state = await untilMonth(filling, month, ['red-list', 'preview', ...AFTER_APPROVAL]);
  if (state.state !== 'red-list' && state.state !== 'preview') return;
  const red = `${plural(state.redLines, 'rad', 'rader')} på röda listan, ${kronor(state.redOre)}`;
  say(`${monthName(month)}: ${red}; väntar på ekonomis godkännande.`);
}

const AFTER_APPROVAL = [
  'numbering',
  'invoicing',
  'posting',
  'exporting',
  'awaiting-receipt',
  'closed',
];

const STOPPED = ['paused', 'cancelled'];

async function untilReady(filling: Filling, delivery: Delivery): Promise<void> {
  const { api, say } = filling;
  const { supplier, invoiceNumber } = delivery;
  const invoice = await until(filling, `faktura ${invoiceNumber} från ${supplier}`, async () => {
    // It may wait for a while: e-invoice and specification are taken one after the other.
    const found = await api.findInvoice(delivery);
    if (found?.state === 'refused') throw new Error(`Faktura ${invoiceNumber} avvisades.`);
    return found?.state === 'ready' || found?.state === 'booked' ? found : null;
  });
  const files = plural(delivery.files.length, 'fil', 'filer');
  const quarantined = invoice.rowsQuarantined;
  const waiting = quarantined === 0 ? '' : `, ${String(quarantined)} i karantän`;
  const rows = plural(invoice.rowsIn, 'rad', 'rader');
  const net = kronor(invoice.netOre);
  say(`Faktura ${invoiceNumber} från ${supplier}: ${files}, ${rows}${waiting}, ${net} utan moms.`);
}

async function untilMonth(
  filling: Filling,
  month: Month,
  states: readonly string[],
): Promise<MonthState> {
  return until(filling, `månaden ${month}`, async () => {
    const found = await filling.api.findMonth(month);
    if (found === null) return null;
    if (STOPPED.includes(found.state)) throw new Error(`Månaden ${month} är ${found.state}.`);
    const isRed = found.state === 'red-list' && found.redLines > 0;
    if (isRed && !states.includes('red-list')) {
      throw new Error(`Månaden ${month} har ${String(found.redLines)} rader på röda listan.`);
    }
    return states.includes(found.state) && (isRed || found.state !== 'red-list') ? found : null;
  });
}

async function until<T>(
  { api, patienceMs = PATIENCE_MS }: Filling,
  what: string,
  look: () => Promise<T | null>,
): Promise<T> {
  for (let waited = 0; waited < patienceMs; waited += LOOK_AGAIN_MS) {
    const found = await look();
    if (found !== null) return found;
    await api.pause(LOOK_AGAIN_MS);
  }
  throw new Error(`Väntade för länge på ${what}. Är arbetaren igång?`);
}
