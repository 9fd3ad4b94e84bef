// What an e-invoice of ours holds, counted by looking for its tags in the bytes: no parser, so that the
// reader's answer is held against somebody else's.

import { createReadStream } from 'node:fs';

const START = Buffer.from('<cac:InvoiceLine>');
const END = Buffer.from('</cac:InvoiceLine>');
const AMOUNT = Buffer.from('<cbc:LineExtensionAmount currencyID="SEK">');
const LESS_THAN = 60;

/** `lines net-öre sum-of-first-bytes sum-of-last-bytes` of a file that files/ubl-invoice.ts wrote. */
export async function scanUblInvoice(file: string): Promise<string> {
  const sums = { lines: 0, netOre: 0, from: 0, to: 0 };
  let [rest, offset] = [Buffer.alloc(0), 0];
  for await (const chunk of createReadStream(file, { highWaterMark: 4_000_000 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    for (;;) {
      const start = bytes.indexOf(START, at);
      const end = start === -1 ? -1 : bytes.indexOf(END, start);
      if (end === -1) break;
      at = end + END.length;
      sums.lines += 1;
      sums.netOre += oreIn(bytes, start);
      sums.from += offset + start;
      sums.to += offset + at;
    }
    rest = bytes.subarray(at);
    offset += at;
  }
  return [sums.lines, sums.netOre, sums.from, sums.to].join(' ');
}

function oreIn(bytes: Buffer, line: number): number {
  const from = bytes.indexOf(AMOUNT, line) + AMOUNT.length;
  const text = bytes.toString('latin1', from, bytes.indexOf(LESS_THAN, from));
  return Number(text.replace('.', ''));
}
