// One side of `ubl-read`, alone in a process: the reader and what stages its lines, nothing else.

import { createReadStream } from 'node:fs';
import { ChargeClassifier } from '../../../server/domains/invoices/charges.ts';
import { Matcher } from '../../../server/domains/invoices/matching.ts';
import { TsvWriter } from '../../../server/domains/invoices/staging/tsv.ts';
import { UblStaging } from '../../../server/domains/invoices/staging/ubl-lines.ts';
import { UblReader } from '../../../server/domains/invoices/ubl/reader.ts';
import { time } from '../harness.ts';
import { answer } from '../sides.ts';

const FACTS = {
  invoiceId: 1,
  fileId: 1,
  firstOrdinal: 1,
  issuedOn: '2026-10-31',
  period: null,
  classifier: new ChargeClassifier([
    { match: 'Månadsavgift', class: 'fee' },
    { match: 'Rabatt', class: 'discount' },
    { match: 'Samtal', class: 'traffic' },
  ]),
  matcher: new Matcher([]),
  findReference: () => null,
  categoryOf: () => 'S',
  isNegated: false,
} as const;

/** `lines net-öre sum-of-first-bytes sum-of-last-bytes`, as ubl-scan.ts counts them without a parser. */
async function read(file: string): Promise<string> {
  const sinks = { lines: new TsvWriter(), quarantine: new TsvWriter() };
  const staging = new UblStaging(FACTS as never, sinks);
  let [from, to] = [0, 0];
  const reader = new UblReader({
    line: (line, document) => {
      from += line.byteFrom;
      to += line.byteTo;
      staging.line(line, document);
    },
  });
  for await (const chunk of createReadStream(file, { highWaterMark: 65_536 })) {
    reader.write(chunk as Buffer);
    sinks.lines.take();
  }
  reader.end();
  sinks.lines.take(true);
  const { rowsAccepted, netOre } = staging.outcome();
  return [rowsAccepted, netOre, from, to].join(' ');
}

answer(time(() => read(process.argv[2] ?? '')));
