// From a row of the ledger back to the bytes that came: by the page that people walk, held against the
// tables and the kept file at each step.

import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import type { Month } from '../../server/kernel/calendar.ts';
import type { TestHouse } from './house.ts';

type Line = { readonly number: string; readonly ordinal: number; readonly key: string };

type Source = {
  readonly netOre: number;
  readonly text: string;
  readonly sha256: string;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly role: string;
};

/**
 * Walks from `wanted` rows of a month's vouchers, chosen by chance (`seed`), each once. Returns how
 * many were walked: fewer where the month has fewer rows that suppliers' lines stand behind.
 */
export async function walkLedger(
  { house, app }: Pick<TestHouse, 'house' | 'app'>,
  { month, cookie, wanted, seed }: { month: Month; cookie: string; wanted: number; seed: number },
): Promise<number> {
  const vouchers = new Map(
    (await house.ledger.vouchersOf(month)).map((voucher) => [voucher.number, voucher]),
  );
  const walked = new Set<string>();
  for (const line of shuffled(await linesOf(house, month), seed)) {
    if (walked.size === wanted) break;
    const at = `/customer-invoices/${line.number}/lines/${String(line.ordinal)}`;
    const { status, text } = await request(app).get(at).set('Cookie', cookie);
    expect(status, at).to.equal(200);
    const page = plain(text);
    const [, number = '', row = ''] = /Verifikation (V\d+), rad (\d+)/.exec(page) ?? [];
    if (walked.has(`${number}/${row}`)) continue;
    walked.add(`${number}/${row}`);
    const booked = vouchers.get(number)?.rows[Number(row) - 1];
    // A sale is credit in the ledger, and above zero on its invoice: the sign is the page's.
    expect(page.replaceAll('−', ''), at).to.contain(`Hela raden ${kronor(booked?.amountOre)}`);
    expect(page, at).to.contain('Öret stämmer i varje led');
    await holdAgainstFile(house, line);
  }
  return walked.size;
}

/** Shares of the line sum to it, and its bytes parse to it. */
async function holdAgainstFile(house: TestHouse['house'], { key }: Line): Promise<void> {
  const { netOre, text, sha256, byteFrom, byteTo, role } = await sourceOf(house, key);
  const shares = await house.db.row<{ netOre: string }>(
    'SELECT SUM(net_ore) AS netOre FROM customer_invoice_lines WHERE line_key = ?',
    [key],
  );
  expect(Number(shares?.netOre), `the shares of line ${key}`).to.equal(netOre);
  const file = await readFile(house.files.path(sha256));
  const bytes = file.subarray(byteFrom, byteTo).toString('utf8');
  const said = role === 'specification' ? rowAmount(file, bytes) : elementAmount(bytes);
  // Amounts with more decimals are rounded along the file: never as much as an öre away.
  expect(Math.abs(said * 100 - Math.abs(netOre)), `the amount in ${bytes}`).to.be.lessThan(1);
  expect(bytes).to.contain(text);
}

async function linesOf({ db }: TestHouse['house'], month: Month): Promise<Line[]> {
  const lines = await db.rows<Line>(
    `SELECT l.number, l.line_no AS ordinal, l.line_key AS \`key\`
     FROM customer_invoice_lines l JOIN customer_invoices i ON i.number = l.number
     WHERE i.month = ? ORDER BY l.number, l.line_no`,
    [month],
  );
  // Own charges come from no file.
  return lines.filter(({ key }) => /^\d+$/.test(key));
}

async function sourceOf({ db }: TestHouse['house'], key: string): Promise<Source> {
  const source = await db.row<Source>(
    `SELECT l.net_ore AS netOre, l.text, f.sha256, l.byte_from AS byteFrom, l.byte_to AS byteTo,
       f.role
     FROM supplier_invoice_lines l JOIN supplier_invoice_files f ON f.id = l.file_id
     WHERE l.line_id = ?`,
    [key],
  );
  if (source === null) throw new Error(`no line ${key}`);
  return source;
}

/** Kronor of a row, by the file's own header; without its sign. */
function rowAmount(file: Buffer, row: string): number {
  const header = file.subarray(0, file.indexOf('\n')).toString('utf8');
  const [names = [], values = []] = parse(`${header.trim()}\n${row}`, {
    delimiter: ';',
    bom: true,
  });
  const written = values[names.indexOf('Belopp exkl moms')] ?? '';
  return Math.abs(Number(written.replaceAll('\u00a0', '').replace('−', '-').replace(',', '.')));
}

/** Kronor of an invoice line, a charge or an allowance; without its sign. */
function elementAmount(element: string): number {
  const [, amount = ''] = /<(?:\w+:)?(?:LineExtension)?Amount\b[^>]*>([^<]+)</.exec(element) ?? [];
  return Math.abs(Number(amount));
}

/** The same order for the same seed. */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return all
    .map((each) => ({ each, at: next() }))
    .sort((left, right) => left.at - right.at)
    .map(({ each }) => each);
}

function plain(html: string): string {
  return html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[ \n]+/g, ' ');
}

function kronor(amount = 0): string {
  const [whole = '', cents = ''] = (Math.abs(amount) / 100).toFixed(2).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0')},${cents}`;
}
