// Files come in: kept, told apart from those that came before, and handed to a process of their own.

import type { Actor } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Parts } from '../deps.ts';
import { INTAKE_STEPS, intakeId, invoiceChanged, invoiceIntake } from '../flow.ts';
import { paths } from '../paths.ts';
import { recogniseFile } from '../recognition.ts';
import type { ArrivedFile } from '../store/files.ts';
import type { InvoiceId } from '../types.ts';

export type Arrival = {
  readonly supplier: string;
  readonly files: readonly ArrivedFile[];
  readonly actor: Actor;
};

export function createReceiveCommands(parts: Parts) {
  const { db, clock, store, catalogue, journal, fault } = parts;

  /**
   * Takes files that are kept already as one arrival of a supplier's. Refuses what is empty (422
   * `file.empty`), a supplier that is not known (422 `supplier.unknown`) and files that are all known
   * (409 `invoice.same-file`, with where the first are).
   */
  const receiveFiles = async ({ supplier, files, actor }: Arrival): Promise<InvoiceId> => {
    demandContent(files);
    if ((await catalogue.findSupplier(supplier)) === null) {
      throw new Refusal('invalid', 'supplier.unknown', { args: { supplier } });
    }
    const id = await db.transaction(async (tx) => {
      const at = clock.now();
      demandNews(files, await store.files.lockKnown(files, at, tx));
      const invoiceId = await store.invoices.insert(
        {
          supplier,
          receivedAt: at,
          receivedBy: actor.id,
          siblingOf: null,
          invoiceNumber: null,
        },
        tx,
      );
      for (const file of files) await store.files.insert(invoiceId, { ...file, at }, tx);
      await openIntake(parts, invoiceId, files, tx);
      await journal.record(
        {
          event: 'supplier-invoice.received',
          actor,
          subject: subjectOf(invoiceId),
          details: { supplier, files: files.map(({ name, sha256 }) => ({ name, sha256 })) },
        },
        tx,
      );
      return invoiceId;
    });
    fault.point('invoices.stored');
    return id;
  };

  /**
   * Adds what is missing to an invoice that waits, or puts another specification in the place of the one
   * it has; the old file is kept. A file that would not be read is refused at once.
   */
  const addFiles = async ({
    id,
    files,
    actor,
  }: {
    readonly id: InvoiceId;
    readonly files: readonly ArrivedFile[];
    readonly actor: Actor;
  }): Promise<void> => {
    demandContent(files);
    const looked = await Promise.all(files.map((file) => look(parts, id, file)));
    demandOneOfEach(looked.map(({ recognition }) => recognition.role));
    await db.transaction(async (tx) => {
      const at = clock.now();
      const invoice = await store.invoices.getForUpdate(id, tx);
      if (invoice.state !== 'waiting') throw wrongState(invoice.state);
      demandNews(files, await store.files.lockKnown(files, at, tx));
      const active = await store.files.activeOf(id, tx);
      for (const { file, recognition } of looked) {
        if (recognition.role === 'specification') {
          await store.files.replaceSpecifications(id, at, tx);
        } else if (active.some(({ role }) => role === 'e-invoice')) {
          throw wrongState(invoice.state);
        }
        await store.files.insert(id, { ...file, at }, tx);
      }
      await store.invoices.setState(id, 'received', tx);
      await journal.record(
        {
          event: 'supplier-invoice.files-added',
          actor,
          subject: subjectOf(id),
          details: { files: files.map(({ name, sha256 }) => ({ name, sha256 })) },
        },
        tx,
      );
      await tellIntake(parts, id, `files-${files.map(({ sha256 }) => sha256).join('-')}`, tx);
    });
  };

  return { receiveFiles, addFiles };
}

/** Reads a file that is to be added as far as it takes to know that it can be. */
async function look(parts: Parts, id: InvoiceId, file: ArrivedFile) {
  const { store, catalogue, files } = parts;
  const invoice = await store.invoices.get(id);
  const supplier = await catalogue.findSupplier(invoice.supplier);
  const name = supplier?.specification ?? null;
  const definition = name === null ? null : await store.findings.findDefinition(name);
  const recognition = await recogniseFile(files.open(file.sha256), definition);
  const number = invoice.invoiceNumber;
  if (number !== null && recognition.numbers.length > 0 && !recognition.numbers.includes(number)) {
    throw new Refusal('invalid', 'invoice.other-number', {
      args: { number, found: recognition.numbers[0] ?? '' },
    });
  }
  return { file, recognition };
}

/** Starts the process of an invoice and opens its page's steps. */
export async function openIntake(
  { outbox, processes, limits }: Parts,
  id: InvoiceId,
  ...[files, tx]: [readonly ArrivedFile[], Tx]
): Promise<void> {
  const processId = intakeId(id);
  await processes.open(
    {
      id: processId,
      kind: 'supplier-invoice',
      subject: subjectOf(id),
      url: paths.show(id),
      state: 'received',
      steps: INTAKE_STEPS,
    },
    tx,
  );
  await processes.step(
    { id: processId, name: 'store' },
    {
      state: 'done',
      message: {
        code: 'invoices:process.stored',
        args: { count: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
      },
    },
    tx,
  );
  await outbox.start(invoiceIntake, { invoiceId: id, limits }, tx);
  await outbox.pageChanged(paths.index(), tx);
}

/** Wakes the process of an invoice that waits; it looks at everything again. */
export async function tellIntake(
  { outbox }: Pick<Parts, 'outbox'>,
  id: InvoiceId,
  ...[key, tx]: [string, Tx]
): Promise<void> {
  await outbox.signal(
    { flow: invoiceIntake, id: intakeId(id), signal: invoiceChanged, args: null, key },
    tx,
  );
}

export function subjectOf(id: InvoiceId): string {
  return `supplier-invoice:${String(id)}`;
}

export function wrongState(state: string): Refusal {
  return new Refusal('conflict', 'invoice.state', { state, args: { state } });
}

function demandContent(files: readonly ArrivedFile[]): void {
  if (files.length === 0) throw new Refusal('invalid', 'file.missing');
  const empty = files.find(({ bytes }) => bytes === 0);
  if (empty !== undefined) {
    throw new Refusal('invalid', 'file.empty', { args: { name: empty.name } });
  }
}

/** An invoice has one e-invoice and one specification: of two it could not be said which. */
function demandOneOfEach(roles: readonly string[]): void {
  if (new Set(roles).size < roles.length) throw new Refusal('invalid', 'invoice.several-files');
}

/** An upload is the same when all its files are known. */
function demandNews(files: readonly ArrivedFile[], known: ReadonlyMap<string, InvoiceId>): void {
  const before = files.map(({ sha256 }) => known.get(sha256));
  if (before.includes(undefined)) return;
  const first = Math.min(...before.map((id) => id ?? Infinity));
  throw new Refusal('conflict', 'invoice.same-file', { url: paths.show(first) });
}
