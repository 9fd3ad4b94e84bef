// The commands that the filling gives, given through the house's own doors: the same ones as behind
// pages and API, so that the demonstration's months are months like any other.

import { Readable } from 'node:stream';
import { SYSTEM, type Actor } from '../../server/kernel/actor.ts';
import { addMonths, lastDayOf, monthOf, type Month } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { House } from '../../server/compose.ts';
import { DEVELOPMENT_ISSUER } from '../dev/identity-provider.ts';
import type { DemoApi } from './fill.ts';
import { placeInInbox } from './inbox.ts';
import type { DemoFile } from './operators.ts';
import type { Delivery } from './operators.ts';
import { SIGN_INS } from './sign-ins.ts';

/** The filling's commands on a house that is put together. */
export function createHouseApi(house: House): DemoApi {
  const { imports, invoices, billing } = house;
  return {
    importCsv: (kind, bytes) => imports.importFile({ kind, bytes, dryRun: false, actor: SYSTEM }),
    findInvoice: (delivery) => findInvoice(house, delivery),
    uploadInvoice: async (supplier, files) => {
      const kept = [];
      for (const file of files) kept.push(await keep(house, file));
      await unlessThere(
        invoices.receiveFiles({ supplier, files: kept, actor: SYSTEM }),
        'invoice.same-file',
      );
    },
    findMonth: async (month) => {
      const found = await billing.findMonth(month);
      if (found === null) return null;
      const { state, sums } = found;
      const red = await billing.redListOf(found, 'open');
      const redOre = red.reduce((total, { netOre }) => total + netOre, 0);
      return { state, redLines: red.length, redOre, sharesOre: sums.sharesOre };
    },
    startMonth: async (month) => {
      await unlessThere(billing.startMonth(month, SYSTEM), 'billing-month.exists');
    },
    approveMonth: async (month, email) => {
      await billing.approveMonth({ month, freeze: null }, await personOf(house, email));
    },
    placeInInbox: (supplier, files) => placeInInbox(house.config.folders.inbox, supplier, files),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

/** Makes those known whom one can sign in as, with the rights of their groups. */
export async function rememberPeople(house: House): Promise<void> {
  for (const { email } of SIGN_INS) await remember(house, email);
}

/** True where the installation holds nothing, or this very demonstration, whole or in part. */
export async function mayFill(
  house: House,
  wanted: { readonly month: Month; readonly people: ReadonlySet<string> },
): Promise<boolean> {
  const known = await house.directory.emails();
  const strangers = [...known].filter((email) => !wanted.people.has(email));
  const { ledgerClosedThrough } = await house.directory.settings();
  const isSameMonth =
    ledgerClosedThrough === null || ledgerClosedThrough === addMonths(wanted.month, -4);
  return strangers.length === 0 && isSameMonth && [0, wanted.people.size].includes(known.size);
}

async function findInvoice(
  { invoices }: House,
  { supplier, invoiceNumber, issuedOn }: Delivery,
): ReturnType<DemoApi['findInvoice']> {
  const month = monthOf(issuedOn);
  const lastDay = lastDayOf(month);
  const all = [
    ...(await invoices.invoicesOfMonth(month)),
    ...(await invoices.invoicesForMonth(lastDay)),
    ...(await invoices.heldInvoices(lastDay)),
  ];
  return (
    all.find((each) => each.supplier === supplier && each.invoiceNumber === invoiceNumber) ?? null
  );
}

async function keep(house: House, { name, bytes }: DemoFile) {
  const kept = await house.files.put(Readable.from([bytes]), house.config.uploadMaxBytes);
  return { name, ...kept };
}

/** What is there already was done before the filling was cut off. */
async function unlessThere(work: Promise<unknown>, code: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== code) throw error;
  }
}

async function personOf(house: House, email: string): Promise<Actor> {
  const actor = await house.access.actorOf(await remember(house, email));
  if (actor === null) throw new Error(`nobody has the address ${email}`);
  return actor;
}

async function remember({ access, config }: House, email: string) {
  const person = SIGN_INS.find((each) => each.email === email);
  if (person === undefined) throw new Error(`nobody signs in as ${email}`);
  const issuer = config.saml.idpEntityId ?? DEVELOPMENT_ISSUER;
  return access.rememberUser({ ...person, issuer, nameId: email });
}
