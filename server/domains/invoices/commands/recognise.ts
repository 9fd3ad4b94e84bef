// Step two: what the files are, which invoices they hold, and whether another one waits for them. A file
// with several invoices is split; an e-invoice and its specification are paired, whichever came first.

import { SYSTEM } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Supplier } from '../../catalogue/types.ts';
import type { Parts } from '../deps.ts';
import { paths } from '../paths.ts';
import { recogniseFile, type Recognition } from '../recognition.ts';
import type { KeptFile, Recognised } from '../store/files.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import type { InvoiceId } from '../types.ts';
import { openIntake, subjectOf, tellIntake } from './receive.ts';
import { refuseIn } from './settle.ts';

type Known = { readonly file: KeptFile; readonly recognition: Recognition };
/** An invoice number, or null where no file says one, with the files that hold it. */
type Group = { readonly number: string | null; readonly files: readonly Known[] };

/** Recognises the files of an invoice that have not been looked at, and claims its number. Safe to repeat. */
export async function recogniseInvoice(parts: Parts, id: InvoiceId): Promise<void> {
  const { db, store, catalogue } = parts;
  const invoice = await store.invoices.get(id);
  const unread = (await store.files.activeOf(id)).filter(({ role }) => role === 'unread');
  if (unread.length > 0) {
    const supplier = await catalogue.findSupplier(invoice.supplier);
    if (supplier === null) {
      throw new Refusal('invalid', 'supplier.unknown', { args: { supplier: invoice.supplier } });
    }
    const known = await Promise.all(unread.map((file) => recogniseOne(parts, file, supplier)));
    await db.transaction(async (tx) => {
      const current = await store.invoices.getForUpdate(id, tx);
      const still = await store.files.activeOf(id, tx);
      // Another run may have come this far before it was ended.
      if (still.every(({ role }) => role !== 'unread')) return;
      await settleGroups(parts, current, known, tx);
    });
  }
  await db.transaction(async (tx) => {
    await claim(parts, await store.invoices.getForUpdate(id, tx), tx);
  });
}

async function recogniseOne(parts: Parts, file: KeptFile, supplier: Supplier): Promise<Known> {
  const { store, files } = parts;
  const name = supplier.specification;
  const definition = name === null ? null : await store.findings.findDefinition(name);
  return { file, recognition: await recogniseFile(files.open(file.sha256), definition) };
}

async function settleGroups(
  parts: Parts,
  invoice: KeptInvoice,
  ...[known, tx]: [readonly Known[], Tx]
): Promise<void> {
  const groups = groupsOf(known, invoice.invoiceNumber);
  const own = groups.find(({ number }) => number === invoice.invoiceNumber) ?? groups[0];
  if (own === undefined) return;
  await recogniseOwn(parts, invoice, own, tx);
  // What is added to an invoice that waits concerns that invoice alone.
  if (invoice.invoiceNumber !== null) return;
  if (own.number !== null) await holdNumber(parts, { ...invoice, invoiceNumber: own.number }, tx);
  for (const group of groups) {
    if (group !== own) await makeSibling(parts, invoice, group, tx);
  }
  // A file in which the invoice has no part is its siblings' alone.
  const others = known.filter((each) => !own.files.includes(each));
  await parts.store.files.remove(
    others.map(({ file }) => file.id),
    tx,
  );
}

/** The invoices of some files in the order in which the files name them. */
function groupsOf(known: readonly Known[], expected: string | null): Group[] {
  const groups = new Map<string | null, Known[]>();
  for (const each of known) {
    const { numbers } = each.recognition;
    for (const number of numbers.length === 0 ? [expected] : numbers) {
      groups.set(number, [...(groups.get(number) ?? []), each]);
    }
  }
  // Files that say no number belong to the first that does.
  const unnamed = groups.get(null);
  const named = [...groups].filter(([number]) => number !== null);
  const [first] = named;
  if (unnamed === undefined || first === undefined) {
    return [...groups].flatMap(([number, files]) => oneOfEach({ number, files }));
  }
  return named.flatMap(([number, files]) =>
    oneOfEach({ number, files: number === first[0] ? [...files, ...unnamed] : files }),
  );
}

/**
 * An invoice has one e-invoice and one specification. The same bytes once more are left out; other bytes
 * of the same number are an arrival of their own, which is refused when it claims the number.
 */
function oneOfEach({ number, files }: Group): Group[] {
  const kept: Known[] = [];
  const extra: Known[] = [];
  for (const known of files) {
    const all = [...kept, ...extra];
    if (all.some(({ file }) => file.sha256 === known.file.sha256)) continue;
    const { role } = known.recognition;
    const isTaken = kept.some(({ recognition }) => recognition.role === role);
    (isTaken ? extra : kept).push(known);
  }
  return [{ number, files: kept }, ...extra.map((known) => ({ number, files: [known] }))];
}

function recognisedAs({ recognition }: Known, number: string | null): Recognised {
  const { numbers } = recognition;
  return {
    role: recognition.role,
    format: recognition.format,
    formatVersion: recognition.role === 'specification' ? recognition.formatVersion : null,
    invoiceNumber: number,
    isSplit: numbers.length > 1,
    isFirst: numbers.length < 2 || numbers[0] === number,
  };
}

async function recogniseOwn(
  { store }: Parts,
  invoice: KeptInvoice,
  ...[own, tx]: [Group, Tx]
): Promise<void> {
  for (const known of own.files) {
    await store.files.setRecognised(known.file.id, recognisedAs(known, own.number), tx);
  }
  if (own.number !== null) await store.invoices.setNumber(invoice.id, own.number, tx);
}

/** Another invoice of the same upload, with a process of its own. */
async function makeSibling(
  parts: Parts,
  invoice: KeptInvoice,
  ...[group, tx]: [Group, Tx]
): Promise<void> {
  const { store, journal } = parts;
  const id = await store.invoices.insert(
    {
      supplier: invoice.supplier,
      receivedAt: invoice.receivedAt,
      receivedBy: invoice.receivedBy,
      siblingOf: invoice.id,
      invoiceNumber: group.number,
    },
    tx,
  );
  for (const known of group.files) {
    const recognised = recognisedAs(known, group.number);
    await store.files.insert(id, { ...known.file, at: invoice.receivedAt, recognised }, tx);
  }
  await openIntake(
    parts,
    id,
    group.files.map(({ file }) => file),
    tx,
  );
  await journal.record(
    {
      event: 'supplier-invoice.split',
      actor: SYSTEM,
      subject: subjectOf(id),
      details: { of: invoice.id, number: group.number },
    },
    tx,
  );
}

/**
 * The number is the invoice's, or another one has it: then the later of the two joins the first, where
 * it brings what that one waits for, or is refused as the same number with other bytes.
 */
async function claim(parts: Parts, invoice: KeptInvoice, tx: Tx): Promise<void> {
  const { store } = parts;
  if (invoice.invoiceNumber === null || ['refused', 'paired'].includes(invoice.state)) return;
  const holderId = await holdNumber(parts, invoice, tx);
  if (holderId === invoice.id) return;
  const holder = await store.invoices.getForUpdate(holderId, tx);
  const isOnItsWay = ['received', 'reading', 'waiting'].includes(holder.state);
  if (isOnItsWay && arrivalOf(invoice) < arrivalOf(holder)) {
    // The later one was only recognised before this one.
    const refusal = await meet(parts, { first: invoice, later: holder, canJoin: true }, tx);
    if (refusal !== null) await refuseIn(parts, holderId, refusal, tx);
    await holdNumber(parts, invoice, tx);
    await tellIntake(parts, holderId, `after-${String(invoice.id)}`, tx);
    return;
  }
  const refusal = await meet(parts, { first: holder, later: invoice, canJoin: isOnItsWay }, tx);
  if (refusal !== null) throw refusal;
  // Whatever is being read of the first now is read without these files.
  await store.invoices.setState(holderId, 'received', tx);
  await tellIntake(parts, holderId, `paired-${String(invoice.id)}`, tx);
}

type Meeting = {
  readonly first: KeptInvoice;
  readonly later: KeptInvoice;
  /** Whether the first one can still take a file. */
  readonly canJoin: boolean;
};

/** The later one joins the first with its files (null), or the answer is why it cannot. */
async function meet(
  parts: Parts,
  { first, later, canJoin }: Meeting,
  tx: Tx,
): Promise<Refusal | null> {
  const { store } = parts;
  const theirs = await store.files.activeOf(first.id, tx);
  const files = (await store.files.activeOf(later.id, tx)).filter(
    (file) => !theirs.some(({ sha256 }) => sha256 === file.sha256),
  );
  const isWanted =
    canJoin &&
    files.length > 0 &&
    files.every(({ role }) => theirs.every((their) => their.role !== role));
  if (!isWanted) return sameNumber(first.invoiceNumber ?? '', first.id);
  await store.lines.clear(later.id, tx);
  await join(parts, { from: later.id, to: first.id, files }, tx);
  return null;
}

/** An invoice that was split off came with the upload of its first sibling. */
function arrivalOf({ id, siblingOf }: KeptInvoice): InvoiceId {
  return siblingOf ?? id;
}

/** Claims an invoice's number before any other of its upload can. The answer is who has it. */
function holdNumber({ store }: Parts, invoice: KeptInvoice, tx: Tx): Promise<InvoiceId> {
  const { supplier, invoiceNumber, id } = invoice;
  return store.invoices.claimNumber({ supplier, number: invoiceNumber ?? '', id }, tx);
}

async function join(
  parts: Parts,
  pair: { readonly from: InvoiceId; readonly to: InvoiceId; readonly files: readonly KeptFile[] },
  tx: Tx,
): Promise<void> {
  const { store, clock, journal } = parts;
  for (const file of pair.files) {
    const recognised = { ...file, format: file.format ?? '' };
    await store.files.insert(pair.to, { ...file, at: clock.now(), recognised }, tx);
  }
  await store.invoices.setPaired(pair.from, pair.to, tx);
  await journal.record(
    {
      event: 'supplier-invoice.paired',
      actor: SYSTEM,
      subject: subjectOf(pair.to),
      details: { with: pair.from },
    },
    tx,
  );
}

function sameNumber(number: string, first: InvoiceId): Refusal {
  return new Refusal('conflict', 'invoice.same-number', {
    args: { number, first },
    url: paths.show(first),
  });
}
