// Makes PDFs of document models: the same model gives the same bytes, and is set only once. The
// model is data to the template, never markup. What a document says is decided elsewhere.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Json } from '../kernel/flow.ts';
import { newId } from './ids.ts';
import type { PdfAnswer, PdfJob } from './pdf-worker.ts';
import { typstVersions } from './typst.ts';

export const PDF_TYPE = 'application/pdf';

export type Pdf = {
  /**
   * The PDF of a model by the template `<folder>/<template>.typ`. Throws an Error that says what
   * Typst said when template and model do not fit: a bug, not a refusal.
   */
  readonly render: (template: string, model: Json) => Promise<Buffer>;
  /** Ends the thread; what is under way fails. */
  readonly close: () => Promise<void>;
};

type Options = {
  /** The folder of the templates. */
  readonly folder: string;
  /** Where made documents are kept under the hash of what they were made from; null keeps none. */
  readonly keep: string | null;
  /** A job that takes longer has hung: its thread is ended. */
  readonly timeLimitMs?: number;
};

type Job = {
  readonly message: PdfJob;
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (reason: Error) => void;
  attempts: number;
};

/** A thread that died under a job is replaced once for that job. */
const ATTEMPTS = 2;
/** Typst keeps what it laid out; a fresh thread after so many documents keeps memory flat. */
const DOCUMENTS_PER_THREAD = 400;

/** A press with one thread, started at the first document and not holding the process alive when idle. */
export function createPdf({ folder, keep, timeLimitMs = 120_000 }: Options): Pdf {
  const press = createPress(folder, timeLimitMs);
  let stamp: string | null = null;
  const underWay = new Map<string, Promise<Buffer>>();

  const make = async (template: string, data: string, key: string): Promise<Buffer> => {
    const kept = keep === null ? null : await readKept(keep, key);
    if (kept !== null) return kept;
    const bytes = await press.run(template, data);
    if (keep !== null) await keepDocument(keep, key, bytes);
    return bytes;
  };

  return {
    render: (template, model) => {
      const data = canonical(model);
      stamp ??= stampOf(folder);
      const key = createHash('sha256').update(`${stamp}\n${template}\n${data}`).digest('hex');
      const running = underWay.get(key) ?? make(template, data, key);
      underWay.set(key, running);
      const forget = () => underWay.delete(key);
      running.then(forget, forget);
      return running;
    },
    close: press.close,
  };
}

/** Jobs one at a time in the order asked for, on a thread that is replaced when it dies, hangs or is worn. */
function createPress(folder: string, timeLimitMs: number) {
  const queue: Job[] = [];
  let thread: Worker | null = null;
  let current: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  let set = 0;
  let nextId = 1;

  const retire = () => {
    const old = thread;
    thread = null;
    set = 0;
    // A thread that is told to end may still fail on its way out; nobody waits for it any more.
    old?.removeAllListeners().on('error', () => undefined);
    return old?.terminate() ?? Promise.resolve(0);
  };
  const finish = () => {
    clearTimeout(timer);
    const job = current;
    current = null;
    if (set >= DOCUMENTS_PER_THREAD) void retire();
    return job;
  };
  const lose = (reason: Error) => {
    const job = finish();
    void retire();
    if (job !== null && job.attempts < ATTEMPTS) queue.unshift(job);
    else job?.reject(reason);
    next();
  };
  const onAnswer = (answer: PdfAnswer) => {
    if (answer.id !== current?.message.id) return;
    set += 1;
    const job = finish();
    if ('bytes' in answer) job?.resolve(Buffer.from(answer.bytes.buffer));
    else job?.reject(new Error(`the document could not be set: ${answer.fault}`));
    next();
  };
  const start = () => {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
      workerData: { file: new URL('./pdf-worker.ts', import.meta.url).href, folder },
    });
    worker.on('message', onAnswer);
    worker.on('error', lose);
    worker.on('exit', (code) => {
      lose(new Error(`the document thread ended (${String(code)})`));
    });
    return worker;
  };
  const next = () => {
    if (current !== null) return;
    const job = queue.shift();
    if (job === undefined) {
      thread?.unref();
      return;
    }
    current = job;
    job.attempts += 1;
    thread ??= start();
    thread.ref();
    timer = setTimeout(() => {
      job.attempts = ATTEMPTS;
      lose(new Error(`the document took more than ${String(timeLimitMs)} ms`));
    }, timeLimitMs);
    thread.postMessage(job.message);
  };

  return {
    run: (template: string, data: string) =>
      new Promise<Buffer>((resolve, reject) => {
        const message = { id: nextId, template, data };
        nextId += 1;
        queue.push({ message, resolve, reject, attempts: 0 });
        next();
      }),
    close: async () => {
      const lost = [finish(), ...queue.splice(0)];
      await retire();
      for (const job of lost) job?.reject(new Error('the document press is closed'));
    },
  };
}

/** What besides the model decides the bytes: the templates, the fonts and Typst itself. */
function stampOf(folder: string): string {
  const hash = createHash('sha256').update(typstVersions());
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.typ')) hash.update(name).update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}

/** JSON with its keys in order, so that equal models have equal hashes. */
function canonical(model: Json): string {
  return JSON.stringify(model, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function keptPath(keep: string, key: string): string {
  return path.join(keep, key.slice(0, 2), `${key}.pdf`);
}

async function readKept(keep: string, key: string): Promise<Buffer | null> {
  try {
    return await readFile(keptPath(keep, key));
  } catch {
    return null;
  }
}

/** Written beside and renamed: a reader never meets half a document. */
async function keepDocument(keep: string, key: string, bytes: Buffer): Promise<void> {
  const target = keptPath(keep, key);
  const part = `${target}.${newId()}.part`;
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await writeFile(part, bytes);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
