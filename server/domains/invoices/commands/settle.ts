// Steps four and five: what the checks find, the rounding line, and whether the invoice is ready, waits
// for somebody, or is refused.

import { SYSTEM, type Actor } from '../../../kernel/actor.ts';
import { monthOf } from '../../../kernel/calendar.ts';
import { ore } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import { periodByClass } from '../charges.ts';
import { runChecks } from '../checks/checks.ts';
import type { CheckedInvoice, CheckFacts } from '../checks/facts.ts';
import { isRoundedAway } from '../checks/invoice-checks.ts';
import type { Parts } from '../deps.ts';
import type { IntakeOutcome } from '../flow.ts';
import { paths } from '../paths.ts';
import { earlierStamp, registersStamp } from '../queries/stamps.ts';
import { gatherSuspects } from '../queries/suspects.ts';
import type { KeptFile } from '../store/files.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import type { RoundingLine } from '../store/lines.ts';
import type { Deviation, InvoiceId, InvoiceState, VatGroup } from '../types.ts';
import { tellArrival } from './expected.ts';
import { dayOf } from './gather.ts';
import { subjectOf, tellIntake } from './receive.ts';

/** Whether nothing can change an invoice any more: a month has it, another has it, or it was refused. */
export function isOver(state: InvoiceState): state is 'booked' | 'refused' | 'paired' {
  return state === 'booked' || state === 'refused' || state === 'paired';
}

/** Runs every check again and puts the rounding line where there must be one. Safe to repeat. */
export async function checkInvoice(parts: Parts, id: InvoiceId): Promise<number> {
  const found = await parts.db.transaction((tx) => checkIn(parts, id, tx));
  parts.fault.point('invoices.checked');
  return found.length;
}

/** The same in a transaction that somebody else has begun. */
export async function checkIn(parts: Parts, id: InvoiceId, tx: Tx): Promise<Deviation[]> {
  const { store, catalogue } = parts;
  const invoice = await store.invoices.getForUpdate(id, tx);
  if (isOver(invoice.state)) return [];
  const supplier = await catalogue.findSupplier(invoice.supplier, tx);
  const files = await store.files.activeOf(id, tx);
  const vat = (await store.headers.vatOf([id], tx)).get(id) ?? [];
  const checked = checkedOf({ invoice, files, vat, supplier });
  await store.lines.setRounding(id, null, tx);
  const facts: CheckFacts = {
    ...(await gatherSuspects(parts, invoice, tx)),
    toleranceOre: supplier?.toleranceOre ?? ore(0),
    acceptedOre: invoice.acceptedDifferenceOre,
  };
  await store.lines.setRounding(id, roundingOf({ invoice, files, vat }, checked, facts), tx);
  const deviations = runChecks(checked, facts);
  await store.findings.replaceDeviations(id, deviations, tx);
  await keepStamp(parts, invoice, tx);
  return deviations;
}

/** Matched and checked by the same registers, it need not be looked at again until they change. */
async function keepStamp(parts: Parts, { id, registersStamp: matchedBy }: KeptInvoice, tx: Tx) {
  const registers = await registersStamp(parts, tx);
  const isSame = matchedBy === registers || matchedBy?.startsWith(`${registers} `) === true;
  const stamp = isSame ? `${registers} ${await earlierStamp(parts, id, tx)}` : null;
  await parts.store.invoices.setRegistersStamp(id, stamp, tx);
}

type Whole = {
  readonly invoice: KeptInvoice;
  readonly files: readonly KeptFile[];
  readonly vat: readonly VatGroup[];
};

function checkedOf({
  invoice,
  files,
  vat,
  supplier,
}: Whole & {
  readonly supplier: { readonly name: string; readonly specification: string | null } | null;
}): CheckedInvoice {
  return {
    supplier: invoice.supplier,
    supplierName: supplier?.name ?? invoice.supplier,
    number: invoice.invoiceNumber,
    netOre: invoice.netOre,
    vat,
    hasEInvoice: files.some(({ role }) => role === 'e-invoice'),
    hasSpecification: files.some(({ role }) => role === 'specification'),
    requiredSpecification: supplier?.specification ?? null,
    buyer: invoice.buyer,
    buyerName: invoice.buyerName ?? '',
  };
}

/** The line that makes the rows equal to the e-invoice, at the VAT rate of its largest net. */
function roundingOf(whole: Whole, checked: CheckedInvoice, facts: CheckFacts): RoundingLine | null {
  const { invoice, files, vat } = whole;
  const eInvoice = files.find(({ role }) => role === 'e-invoice');
  const isWhole = checked.requiredSpecification === null || checked.hasSpecification;
  const differenceOre = invoice.netOre - facts.rowsNetOre;
  if (eInvoice === undefined || !isWhole || differenceOre === 0) return null;
  if (!isRoundedAway(differenceOre, facts)) return null;
  const [largest] = [...vat].sort((a, b) => Math.abs(b.netOre) - Math.abs(a.netOre));
  return {
    ...placeOf(invoice),
    invoiceId: invoice.id,
    netOre: ore(differenceOre),
    vatCategory: largest?.category ?? 'S',
    vatRate: largest?.rate ?? 0,
    fileId: eInvoice.id,
  };
}

/** A rounding line has the invoice's period, and its source is the e-invoice's totals. */
function placeOf(invoice: KeptInvoice) {
  const { periodFrom: from, periodTo: to } = invoice;
  const own = from === null || to === null ? null : { from, to };
  return {
    period: own ?? periodByClass('other', dayOf(invoice)),
    periodSource: own === null ? ('class' as const) : ('invoice' as const),
    line: invoice.totalLine ?? 1,
    byteFrom: invoice.totalByteFrom ?? 0,
    byteTo: invoice.totalByteTo ?? 0,
  };
}

/** Decides the state by what was found. Safe to repeat. */
export async function settleInvoice(parts: Parts, id: InvoiceId): Promise<IntakeOutcome> {
  const outcome = await parts.db.transaction((tx) => settleIn(parts, id, tx));
  parts.fault.point('invoices.settled');
  return outcome;
}

/** The same in a transaction that somebody else has begun. */
export async function settleIn(parts: Parts, id: InvoiceId, tx: Tx): Promise<IntakeOutcome> {
  const { store, clock, journal, outbox } = parts;
  const invoice = await store.invoices.getForUpdate(id, tx);
  const { state } = invoice;
  if (isOver(state)) return { state, waitsFor: null };
  // What was found is not of all its files: all of them are read once more.
  if (state === 'received') return { state, waitsFor: null };
  const deviations = await store.findings.deviationsOf(id, tx);
  const stopping = deviations.filter(({ severity }) => severity === 'stop');
  await outbox.pageChanged(paths.show(id), tx);
  await outbox.pageChanged(paths.index(), tx);
  // A month that waits for this invoice looks again: it is ready, or it holds nothing up any longer.
  if (state !== 'ready') await parts.tellMonths(tx);
  if (stopping.length > 0) {
    await store.invoices.setState(id, 'waiting', tx);
    return { state: 'waiting', waitsFor: waitsFor(stopping) };
  }
  if (state !== 'ready') {
    await store.invoices.setReady(id, clock.now(), tx);
    if (invoice.issuedOn !== null) {
      const month = monthOf(invoice.issuedOn);
      await tellArrival(parts, { supplier: invoice.supplier, month }, tx);
    }
    await journal.record(
      {
        event: 'supplier-invoice.ready',
        actor: SYSTEM,
        subject: subjectOf(id),
        details: { number: invoice.invoiceNumber, netOre: invoice.netOre },
      },
      tx,
    );
  }
  return { state: 'ready', waitsFor: null };
}

function waitsFor(stopping: readonly Deviation[]): IntakeOutcome['waitsFor'] {
  const codes = stopping.map(({ code }) => code);
  if (codes.includes('invoice.e-invoice-missing')) return 'e-invoice';
  // Who waits for a decision does not wait for a file first.
  if (codes.every((code) => code === 'invoice.specification-missing')) return 'specification';
  return 'decision';
}

/** Says no to an invoice for good: why, and where. What was read of it goes; its files stay. */
export async function refuseInvoice(
  parts: Parts,
  id: InvoiceId,
  refusal: Refusal,
): Promise<IntakeOutcome> {
  await parts.db.transaction((tx) => refuseIn(parts, id, refusal, tx));
  return { state: 'refused', waitsFor: null };
}

/** The same in a transaction that somebody else has begun. */
export async function refuseIn(
  parts: Parts,
  id: InvoiceId,
  ...[refusal, tx]: [Refusal, Tx]
): Promise<void> {
  const { store, journal, outbox } = parts;
  const invoice = await store.invoices.getForUpdate(id, tx);
  if (isOver(invoice.state)) return;
  const { args: said = {}, url } = refusal.details;
  const args = url === undefined ? said : { ...said, url };
  const rule = typeof args['rule'] === 'string' ? args['rule'] : null;
  await store.lines.clear(id, tx);
  await store.invoices.setRefused(id, { code: refusal.code, rule, args }, tx);
  await parts.tellMonths(tx);
  await journal.record(
    {
      event: 'supplier-invoice.refused',
      actor: SYSTEM,
      subject: subjectOf(id),
      details: { code: refusal.code },
    },
    tx,
  );
  await outbox.pageChanged(paths.show(id), tx);
  await outbox.pageChanged(paths.index(), tx);
}

export type Acceptance = {
  readonly id: InvoiceId;
  readonly reason: string;
  readonly actor: Actor;
};

/**
 * Accepts the difference between the rows and the e-invoice, whatever the tolerance; it becomes a
 * rounding line. Refuses where the invoice does not wait (409) or nothing differs (422).
 */
export async function acceptDifference(parts: Parts, acceptance: Acceptance): Promise<void> {
  const { db, store, clock, journal } = parts;
  const { id, reason, actor } = acceptance;
  await db.transaction(async (tx) => {
    const invoice = await store.invoices.getForUpdate(id, tx);
    if (invoice.state !== 'waiting') {
      throw new Refusal('conflict', 'invoice.state', {
        state: invoice.state,
        args: { state: invoice.state },
      });
    }
    const deviations = await store.findings.deviationsOf(id, tx);
    const differs = deviations.some(({ code }) => code === 'invoice.specification-differs');
    if (!differs) throw new Refusal('invalid', 'invoice.no-difference');
    const differenceOre = ore(invoice.netOre - invoice.rowsNetOre);
    const accepted = { differenceOre, reason, by: actor.id, at: clock.now() };
    await store.invoices.setAccepted(id, accepted, tx);
    await journal.record(
      {
        event: 'supplier-invoice.difference-accepted',
        actor,
        subject: subjectOf(id),
        details: { differenceOre, reason },
      },
      tx,
    );
    await checkIn(parts, id, tx);
    await settleIn(parts, id, tx);
    await tellIntake(parts, id, `accepted-${String(differenceOre)}`, tx);
  });
}
