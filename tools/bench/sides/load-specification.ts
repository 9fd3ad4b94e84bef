// Our side of `spec-read`, alone in a process: the file is staged and matched on its way into the table,
// and summed there. With a third argument the rows go to that file instead: what bare LOAD DATA is given.

import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ChargeClassifier } from '../../../server/domains/invoices/charges.ts';
import { Matcher } from '../../../server/domains/invoices/matching.ts';
import { SPEC_UTF8 } from '../../../server/domains/invoices/specification/definition.ts';
import { SpecificationReader } from '../../../server/domains/invoices/specification/reader.ts';
import type { StagingFacts } from '../../../server/domains/invoices/staging/facts.ts';
import { SpecificationStaging } from '../../../server/domains/invoices/staging/specification-rows.ts';
import { TsvWriter } from '../../../server/domains/invoices/staging/tsv.ts';
import { createLineStore } from '../../../server/domains/invoices/store/lines.ts';
import type { InvoiceId } from '../../../server/domains/invoices/types.ts';
import { localDate } from '../../../server/kernel/calendar.ts';
import { openDatabase } from '../../../server/platform/database.ts';
import { SERVICES, serviceAt } from '../files/specification.ts';
import { time } from '../harness.ts';
import { answer } from '../sides.ts';

const [file = '', url = '', copy] = process.argv.slice(2);

function* subscriptions() {
  for (let index = 0; index < SERVICES; index += 1) {
    const { id, number } = serviceAt(index);
    yield {
      id: `A${index}`,
      supplierSubscriptionId: index % 2 === 0 ? id : null,
      identifiers: [{ identifier: number, from: localDate('2024-01-01'), to: null }],
    };
  }
}

function facts(): StagingFacts {
  return {
    invoiceId: 1 as InvoiceId,
    fileId: 1,
    firstOrdinal: 1,
    issuedOn: localDate('2026-10-31'),
    period: null,
    classifier: new ChargeClassifier([
      { match: 'Abonnemang', class: 'fee' },
      { match: 'Samtal', class: 'traffic' },
      { match: 'Meddelanden', class: 'traffic' },
      { match: 'Data', class: 'traffic' },
    ]),
    matcher: new Matcher(subscriptions()),
    findReference: () => null,
    categoryOf: (rate) => (rate === 0 ? 'Z' : 'S'),
    isNegated: false,
  };
}

async function* staged(): AsyncGenerator<Buffer> {
  const sinks = { lines: new TsvWriter(), quarantine: new TsvWriter() };
  const staging = new SpecificationStaging(facts(), sinks, { number: null, isFirst: true });
  const reader = new SpecificationReader(SPEC_UTF8, staging);
  for await (const chunk of createReadStream(file)) {
    reader.write(chunk as Buffer);
    yield* sinks.lines.take();
  }
  reader.end();
  yield* sinks.lines.take(true);
}

async function load(): Promise<string> {
  const db = openDatabase(url, { maxConnections: 1 });
  try {
    await db.transaction((tx) => createLineStore(db).loadLines(staged(), tx));
    const sums = await db.rows<{ n: number; ore: string; matched: string }>(
      `SELECT COUNT(*) AS n, SUM(net_ore) AS ore, SUM(subscription_id IS NOT NULL) AS matched
       FROM supplier_invoice_lines GROUP BY vat_category, vat_rate ORDER BY vat_rate`,
    );
    return sums.map(({ n, ore, matched }) => `${n} ${ore} ${matched}`).join(' ');
  } finally {
    await db.close();
  }
}

async function write(to: string): Promise<string> {
  await pipeline(staged(), createWriteStream(to));
  return '';
}

answer(time(() => (copy === undefined ? load() : write(copy))));
