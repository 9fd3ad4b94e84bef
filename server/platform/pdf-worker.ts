// The thread in which Typst sets documents: its calls are synchronous and would hold up every page.

import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openTypst } from './typst.ts';

export type PdfJob = { readonly id: number; readonly template: string; readonly data: string };
export type PdfAnswer =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly fault: string };

/** PDF/UA-1: tagged, titled, with a language; Typst refuses a document that breaks it. */
const STANDARD = 'ua-1';
const EVICT_EVERY = 50;
const KEEP_ROUNDS = 10;

const { folder } = z.object({ folder: z.string() }).parse(workerData);
const typst = openTypst(folder);
let made = 0;

parentPort?.on('message', (job: PdfJob) => {
  const answer = answerTo(job);
  parentPort?.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer] : []);
});

function answerTo(job: PdfJob): PdfAnswer {
  try {
    const pdf = typst.pdf(
      { mainFilePath: path.join(folder, `${job.template}.typ`), inputs: { data: job.data } },
      { pdfStandard: STANDARD },
    );
    return { id: job.id, bytes: new Uint8Array(pdf) };
  } catch (error) {
    return { id: job.id, fault: reasonOf(error) };
  } finally {
    made += 1;
    if (made % EVICT_EVERY === 0) typst.evictCache(KEEP_ROUNDS);
  }
}

/** The addon says what is wrong in `code`, not in the message. */
function reasonOf(error: unknown): string {
  const parts = z.object({ code: z.unknown(), message: z.unknown() }).partial().safeParse(error);
  const said = parts.success ? [parts.data.code, parts.data.message] : [];
  return said.filter((part) => typeof part === 'string' && part !== '').join(' ');
}
