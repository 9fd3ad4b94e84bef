// The suppliers' invoices as calls (interfaces.md §2): files in, and everything that was read of them.

import { z } from 'zod';
import {
  decodeCursor,
  DEFAULT_PAGE_SIZE,
  encodeCursor,
  MAX_PAGE_SIZE,
  toPage,
} from '../../../kernel/paging.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Api, Lang, Upload } from '../../../http/route.ts';
import type { Texts } from '../../../http/texts.ts';
import type { createReceiveCommands } from '../commands/receive.ts';
import type { Acceptance } from '../commands/settle.ts';
import type { InvoicesDeps } from '../deps.ts';
import { paths } from '../paths.ts';
import { InvoiceSchema, LineSchema, pageOf, RowSchema, WholeInvoiceSchema } from './schemas.ts';
import { changeInvoices, seeInvoices } from '../policy.ts';
import type { CalledLine, CallQueries } from '../queries/calls.ts';
import type { ToldQueries } from '../queries/told.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import type { Store } from '../store/store.ts';
import type { InvoiceId } from '../types.ts';

const Id = z.coerce.number().int().min(1).max(20_000_000);
const OneInput = z.strictObject({ id: Id });
const Limit = z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE);
/** A cursor of ours: whole numbers. */
const After = z
  .string()
  .max(200)
  .optional()
  .transform((cursor, context): readonly number[] | null => {
    if (cursor === undefined) return null;
    const keys = decodeCursor(cursor);
    if (keys?.every((key) => Number.isSafeInteger(key)) === true) return keys as number[];
    context.addIssue({ code: 'custom', message: 'no cursor' });
    return z.NEVER;
  });

export type InvoiceApiDeps = {
  readonly commands: ReturnType<typeof createReceiveCommands> & {
    readonly acceptDifference: (acceptance: Acceptance) => Promise<void>;
  };
  readonly calls: CallQueries & ToldQueries;
  readonly store: Store;
  readonly shares: InvoicesDeps['shares'];
  readonly texts: Pick<Texts, 't'>;
};

export function invoiceApi(deps: InvoiceApiDeps) {
  return (api: Api): void => {
    receivingCalls(api, deps);
    invoiceCalls(api, deps);
    rowCalls(api, deps);
  };
}

function receivingCalls(api: Api, { commands, store }: InvoiceApiDeps): void {
  const Answer = z.object({ id: z.string(), url: z.string() });
  api.post('/supplier-invoices', {
    rule: changeInvoices,
    input: z.strictObject({}),
    body: 'multipart',
    parts: { supplier: 'text', file: 'files' },
    output: Answer,
    status: 202,
    summary: 'Takes in an operator’s files: supplier, and one or more parts named file.',
    answers: {
      409: 'invoice.same-file',
      413: 'file.too-large',
      422: 'file.empty, supplier.unknown',
    },
    handle: async ({ actor, reply, upload }) => {
      const { supplier } = readFields(upload, ['supplier']);
      const id = await commands.receiveFiles({
        supplier: supplier ?? demandField('supplier'),
        files: upload.files,
        actor,
      });
      reply.json({ id: String(id), url: paths.show(id) }, 202);
    },
  });

  api.post('/supplier-invoices/:id/files', {
    rule: changeInvoices,
    input: OneInput,
    body: 'multipart',
    parts: { file: 'files' },
    output: Answer,
    status: 202,
    summary: 'Adds or replaces the specification of an invoice that waits.',
    answers: {
      409: 'invoice.state, invoice.same-file',
      413: 'file.too-large',
      422: 'invoice.other-number, invoice.several-files, or why the file cannot be read',
    },
    handle: async ({ input, actor, reply, upload }) => {
      readFields(upload, []);
      const id = await livingId(store, input.id);
      await commands.addFiles({ id, files: upload.files, actor });
      reply.json({ id: String(id), url: paths.show(id) }, 202);
    },
  });

  api.post('/supplier-invoices/:id/acceptance', {
    rule: changeInvoices,
    input: OneInput.extend({ reason: z.string().trim().min(1).max(500) }),
    output: Answer,
    summary: 'Accepts a difference above the tolerance; it becomes a rounding line.',
    answers: { 409: 'invoice.state', 422: 'invoice.no-difference' },
    handle: async ({ input, actor, reply }) => {
      const id = await livingId(store, input.id);
      await commands.acceptDifference({ id, reason: input.reason, actor });
      reply.json({ id: String(id), url: paths.show(id) });
    },
  });
}

function invoiceCalls(api: Api, deps: InvoiceApiDeps): void {
  const { store, calls } = deps;
  api.get('/supplier-invoices', {
    rule: seeInvoices,
    input: z.strictObject({ limit: Limit, after: After }),
    output: pageOf(InvoiceSchema),
    summary: 'Supplier invoices, the newest first.',
    handle: async ({ input, reply }) => {
      const rows = await calls.latestInvoices(input.after?.[0] ?? null, input.limit + 1);
      const page = toPage(rows, input.limit, ({ id }) => encodeCursor([id]));
      reply.json({ items: page.items.map(toCalledInvoice), next: page.next });
    },
  });

  api.get('/supplier-invoices/:id', {
    rule: seeInvoices,
    input: OneInput,
    output: WholeInvoiceSchema,
    summary: 'One supplier invoice with its files, deviations and notices.',
    handle: async ({ input, reply, lang }) => {
      const asked = await store.invoices.get(input.id as InvoiceId);
      // The later of a pair answers as the one that lives.
      const living = asked.pairedWith === null ? asked : await store.invoices.get(asked.pairedWith);
      const whole = await wholeInvoice(deps, living, lang);
      reply.json({
        ...whole,
        id: String(asked.id),
        pairedWith: asked.pairedWith === null ? null : String(asked.pairedWith),
      });
    },
  });
}

function rowCalls(api: Api, deps: InvoiceApiDeps): void {
  const { store, calls, shares, texts } = deps;
  api.get('/supplier-invoices/:id/lines', {
    rule: seeInvoices,
    input: OneInput.extend({ limit: Limit, after: After }),
    output: pageOf(LineSchema),
    summary: 'The lines in file order, each with where it came from and who pays.',
    handle: async ({ input, reply }) => {
      const id = await livingId(store, input.id);
      const rows = await calls.linesAfter(id, input.after?.[0] ?? 0, input.limit + 1);
      const page = toPage(rows, input.limit, ({ lineId }) => encodeCursor([lineId]));
      const paid = await shares(page.items.map(({ lineId }) => lineId));
      const items = page.items.map(({ file, line, byteFrom, byteTo, class: _class, ...each }) => ({
        ...each,
        lineId: String(each.lineId),
        source: { file, line, byteFrom, byteTo },
        shares: (paid.get(each.lineId) ?? []).map((share) => heldWithin(each, share)),
      }));
      reply.json({ items, next: page.next });
    },
  });

  api.get('/supplier-invoices/:id/rows', {
    rule: seeInvoices,
    input: OneInput.extend({
      limit: Limit,
      after: After,
      state: z.literal('quarantined').default('quarantined'),
    }),
    output: pageOf(RowSchema),
    summary: 'Rows that could not be read, each with its bytes and the reason.',
    handle: async ({ input, reply, lang }) => {
      const [afterByte = -1, afterFile = 0] = input.after ?? [];
      const id = await livingId(store, input.id);
      const after = [afterByte, afterFile] as const;
      const rows = await calls.quarantinedAfter(id, after, input.limit + 1);
      const page = toPage(rows, input.limit, (row) => encodeCursor([row.byteFrom, row.fileId]));
      const written = await calls.textsOf(page.items);
      const items = page.items.map(({ file, line, byteFrom, byteTo, code, args }, index) => {
        const message = texts.t(lang, `errors:${code}`, args);
        return { file, line, byteFrom, byteTo, code, message, text: written[index] ?? '' };
      });
      reply.json({ items, next: page.next });
    },
  });
}

/** The later of a pair is asked about as the one that lives. */
async function livingId(store: Store, asked: number): Promise<InvoiceId> {
  const invoice = await store.invoices.get(asked as InvoiceId);
  return invoice.pairedWith ?? invoice.id;
}

function toCalledInvoice(invoice: KeptInvoice) {
  return {
    id: String(invoice.id),
    url: paths.show(invoice.id),
    supplier: invoice.supplier,
    state: invoice.state,
    invoiceNumber: invoice.invoiceNumber,
    issuedOn: invoice.issuedOn,
    currency: invoice.currency,
    netOre: invoice.netOre,
    vatOre: invoice.vatOre,
    roundingOre: invoice.roundingOre,
    payableOre: invoice.payableOre,
    rowsIn: invoice.rowsIn,
    rowsAccepted: invoice.rowsAccepted,
    rowsQuarantined: invoice.rowsQuarantined,
  };
}

async function wholeInvoice(deps: InvoiceApiDeps, invoice: KeptInvoice, lang: Lang) {
  const { store, calls, texts } = deps;
  const { id, refusal } = invoice;
  const [files, deviations, notices, siblings] = await Promise.all([
    store.files.activeOf(id),
    calls.deviationsOf(id),
    calls.noticesOf(id),
    calls.siblingsOf(id),
  ]);
  return {
    ...toCalledInvoice(invoice),
    siblings: siblings.map(String),
    bookedMonth: invoice.bookedMonth,
    files: files.map(({ name, sha256, bytes, format }) => ({ name, sha256, bytes, format })),
    deviations: deviations.map((each) => ({
      code: each.code,
      check: each.check,
      severity: each.severity,
      lineId: each.lineId === null ? null : String(each.lineId),
      expected: each.expected,
      actual: each.actual,
      stakeOre: each.stakeOre,
      message: texts.t(lang, `invoices:deviation.${each.code}`, each.args),
    })),
    notices: notices.map(({ code, row, column, args }) => ({
      code,
      message: texts.t(lang, noticeKey(code), args),
      row,
      column,
    })),
    refusal:
      refusal === null
        ? null
        : { ...refusalOf(refusal), message: texts.t(lang, `errors:${refusal.code}`, refusal.args) },
  };
}

/** A rule's warning has the sentence of the rule; the rest have their own. */
function noticeKey(code: string): string {
  return code.startsWith('rule.') ? `errors:${code}` : `invoices:notice.${code}`;
}

function refusalOf({ code, rule, args }: NonNullable<KeptInvoice['refusal']>) {
  const { url } = args;
  return { code, rule, ...(typeof url === 'string' ? { url } : {}) };
}

/** Only the parts that a call has; every file under the name `file`. */
function readFields(upload: Upload, known: readonly string[]): Readonly<Record<string, string>> {
  const strange = [
    ...Object.keys(upload.fields).filter((name) => !known.includes(name)),
    ...upload.files.map(({ field }) => field).filter((field) => field !== 'file'),
  ];
  if (strange.length > 0) {
    throw new Refusal('malformed', 'body.unknown-field', {
      errors: strange.map((column) => ({ column, code: 'body.unknown-field' })),
    });
  }
  if (upload.files.length === 0) return demandField('file');
  return upload.fields;
}

function demandField(column: string): never {
  throw new Refusal('malformed', 'body.invalid', { errors: [{ column, code: 'body.invalid' }] });
}

/** A period wholly outside the service's life counts as its first or last day: no day of it was held. */
function heldWithin<S extends { readonly from: string | null; readonly to: string | null }>(
  { periodFrom, periodTo }: Pick<CalledLine, 'periodFrom' | 'periodTo'>,
  share: S,
): S {
  const { from, to } = share;
  const isOutside = from !== null && to !== null && (from > periodTo || to < periodFrom);
  return isOutside ? { ...share, from: null, to: null } : share;
}
