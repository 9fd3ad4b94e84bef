// Step three: the files become lines. All of it is one transaction, so that a reading that was ended half
// way leaves nothing behind, and the same file read again gives the same lines under the same keys.

import type { Readable } from 'node:stream';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Parts } from '../deps.ts';
import type { ColumnPlan } from '../specification/columns.ts';
import { registersStamp } from '../queries/stamps.ts';
import { SpecificationReader } from '../specification/reader.ts';
import type { StagingFacts, StagingOutcome } from '../staging/facts.ts';
import { SpecificationStaging } from '../staging/specification-rows.ts';
import { TsvWriter } from '../staging/tsv.ts';
import { bothEnds, UblStaging } from '../staging/ubl-lines.ts';
import type { KeptFile } from '../store/files.ts';
import { headerOf, lacksCreditSign } from '../headers.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import type { InvoiceId } from '../types.ts';
import { rateOf } from '../ubl/decimals.ts';
import type { UblDocument } from '../ubl/document.ts';
import { UblReader } from '../ubl/reader.ts';
import { buyerOf, dayOf, gatherSupplier, otherSeller, type SupplierFacts } from './gather.ts';
import { noticesOf } from './notices.ts';
import { isOver } from './settle.ts';

/** Called while a file is read, with the bytes so far: long work says that it lives. */
export type Progress = (bytes: number) => void;

type Reading = {
  readonly parts: Parts;
  readonly invoice: KeptInvoice;
  readonly facts: SupplierFacts;
  readonly progress: Progress;
};

type Staged = {
  readonly outcome: StagingOutcome;
  readonly document: UblDocument | null;
  readonly plan: ColumnPlan | null;
};

/** Reads the files of an invoice into lines. Refuses in the words of interfaces.md §6. Safe to repeat. */
export async function readInvoice(
  parts: Parts,
  id: InvoiceId,
  progress: Progress = () => undefined,
): Promise<StagingOutcome> {
  const { db, store, directory, fault } = parts;
  const invoice = await store.invoices.get(id);
  const files = await store.files.activeOf(id);
  const stamp = await registersStamp(parts);
  const facts = await gatherSupplier(parts, invoice.supplier);
  const reading = { parts, invoice, facts, progress };
  const eInvoice = files.find(({ role }) => role === 'e-invoice') ?? null;
  const specification = files.find(({ role }) => role === 'specification') ?? null;
  const header = specification === null ? null : await readHeader(reading, eInvoice);
  const entities = await directory.allLegalEntities();
  return db.transaction(async (tx) => {
    await store.lines.clear(id, tx);
    const staged =
      specification === null
        ? await stageUbl(reading, eInvoice, tx)
        : await stageSpecification(reading, { file: specification, header }, tx);
    const { state } = await store.invoices.getForUpdate(id, tx);
    if (isOver(state)) {
      // It joined another one while it was read.
      await store.lines.clear(id, tx);
      return staged.outcome;
    }
    const document = staged.document;
    const buyer = document === null ? null : buyerOf(document, entities);
    await store.headers.save(id, headerOf(invoice, staged.outcome, { document, buyer }), tx);
    await store.findings.insertNotices(id, noticesOf(staged), tx);
    await store.invoices.setRegistersStamp(id, stamp, tx);
    fault.point('invoices.reading');
    return staged.outcome;
  });
}

/** The e-invoice of an invoice whose lines are its specification's rows: only its header counts. */
async function readHeader(reading: Reading, file: KeptFile | null): Promise<UblDocument | null> {
  if (file === null) return null;
  const reader = new UblReader({ line: () => undefined });
  for await (const chunk of contentOf(reading, file)) reader.write(chunk);
  return demandSeller(reader.end(), reading);
}

async function stageUbl(reading: Reading, file: KeptFile | null, tx: Tx): Promise<Staged> {
  if (file === null) throw new Refusal('invalid', 'file.unknown-format', { args: { format: '' } });
  const sinks = { lines: new TsvWriter(), quarantine: new TsvWriter() };
  const staging = new UblStaging(stagingFacts(reading, file, null), sinks);
  const reader = new UblReader(staging);
  const read = { document: null as UblDocument | null };
  await load(reading, { file, reader, sinks, end: () => (read.document = reader.end()) }, tx);
  if (read.document !== null) demandSeller(read.document, reading);
  return { outcome: staging.outcome(), document: read.document, plan: null };
}

async function stageSpecification(
  reading: Reading,
  from: { readonly file: KeptFile; readonly header: UblDocument | null },
  tx: Tx,
): Promise<Staged> {
  const { parts } = reading;
  const { file, header } = from;
  const definition = await parts.store.findings.findDefinition(
    file.format ?? '',
    file.formatVersion,
    tx,
  );
  if (definition === null) throw new Error(`no definition ${file.format ?? ''}`);
  const stage = async (isNegated: boolean): Promise<Staged> => {
    const sinks = { lines: new TsvWriter(), quarantine: new TsvWriter() };
    const filter = {
      number: file.isSplit ? file.invoiceNumber : null,
      isFirst: file.isFirst,
    };
    const stagedBy = { ...stagingFacts(reading, file, header), isNegated };
    const staging = new SpecificationStaging(stagedBy, sinks, filter);
    const reader = new SpecificationReader(definition, staging);
    const read = { plan: null as ColumnPlan | null };
    await load(reading, { file, reader, sinks, end: () => (read.plan = reader.end()) }, tx);
    return { outcome: staging.outcome(), document: header, plan: read.plan };
  };
  const staged = await stage(false);
  // A credit note is negative throughout, also where its specification is written without a sign.
  if (header === null || !lacksCreditSign(header, staged.outcome.netOre)) return staged;
  await parts.store.lines.clear(reading.invoice.id, tx);
  return stage(true);
}

type Source = {
  readonly file: KeptFile;
  readonly reader: { write: (chunk: Buffer) => void };
  readonly sinks: { readonly lines: TsvWriter; readonly quarantine: TsvWriter };
  readonly end: () => unknown;
};

/** The file flows through its reader into the table; the rows that wait alone follow. */
async function load(reading: Reading, source: Source, tx: Tx): Promise<void> {
  const { lines } = reading.parts.store;
  await lines.loadLines(rowsOf(reading, source), tx);
  const waiting = source.sinks.quarantine.take(true);
  if (waiting.length > 0) await lines.loadQuarantined(toStream(waiting), tx);
}

async function* rowsOf(reading: Reading, { file, reader, sinks, end }: Source) {
  for await (const chunk of contentOf(reading, file)) {
    reader.write(chunk);
    yield* sinks.lines.take();
  }
  end();
  yield* sinks.lines.take(true);
}

// eslint wants an await in an async generator; LOAD DATA wants an async iterable.
async function* toStream(buffers: readonly Buffer[]) {
  for (const buffer of buffers) yield await Promise.resolve(buffer);
}

async function* contentOf({ parts, progress }: Reading, file: KeptFile): AsyncGenerator<Buffer> {
  let bytes = 0;
  const content: Readable = parts.files.open(file.sha256);
  for await (const chunk of content) {
    bytes += (chunk as Buffer).length;
    progress(bytes);
    yield chunk as Buffer;
  }
}

function demandSeller(document: UblDocument, { facts }: Reading): UblDocument {
  const found = otherSeller(document, facts.supplier);
  if (found === null) return document;
  throw new Refusal('invalid', 'supplier.other', {
    args: {
      found,
      supplier: facts.supplier.name,
      expected: facts.supplier.organisationNumber ?? '',
    },
  });
}

function stagingFacts(
  { invoice, facts }: Reading,
  file: KeptFile,
  header: UblDocument | null,
): StagingFacts {
  return {
    invoiceId: invoice.id,
    fileId: file.id,
    firstOrdinal: 1,
    issuedOn: header === null ? dayOf(invoice) : (header.issuedOn as StagingFacts['issuedOn']),
    period: bothEnds(header?.period?.from ?? null, header?.period?.to ?? null),
    classifier: facts.classifier,
    matcher: facts.matcher,
    findReference: facts.findReference,
    categoryOf: categories(header),
    isNegated: false,
  };
}

/** The e-invoice says which category a rate is; without it, a rate is standard and none is zero. */
function categories(header: UblDocument | null): (rate: number) => string {
  const byRate = new Map<number, string>();
  for (const { category, percent } of header?.taxTotals.flatMap((each) => each.subtotals) ?? []) {
    const hundredths = percent === null ? 0 : Math.round(rateOf(percent) * 100);
    if (!byRate.has(hundredths)) byRate.set(hundredths, category);
  }
  return (rate) => byRate.get(rate) ?? (rate === 0 ? 'Z' : 'S');
}
