// The lines of an invoice's files as the house's own readers stage them, taken out of what would go
// to the table: by the same classes, without a database.

import { localDate, type LocalDate } from '../../server/kernel/calendar.ts';
import { createReferenceFinder } from '../../server/domains/catalogue/rules.ts';
import { ChargeClassifier } from '../../server/domains/invoices/charges.ts';
import { lacksCreditSign } from '../../server/domains/invoices/headers.ts';
import { Matcher } from '../../server/domains/invoices/matching.ts';
import { FIRST_DEFINITIONS } from '../../server/domains/invoices/specification/definition.ts';
import { SpecificationReader } from '../../server/domains/invoices/specification/reader.ts';
import {
  QUARANTINED_COLUMNS,
  STAGED_COLUMNS,
  type StagingFacts,
} from '../../server/domains/invoices/staging/facts.ts';
import { SpecificationStaging } from '../../server/domains/invoices/staging/specification-rows.ts';
import { TsvWriter } from '../../server/domains/invoices/staging/tsv.ts';
import { UblStaging } from '../../server/domains/invoices/staging/ubl-lines.ts';
import type { UblDocument } from '../../server/domains/invoices/ubl/document.ts';
import { UblReader } from '../../server/domains/invoices/ubl/reader.ts';
import type { ChargeClass } from '../../server/domains/catalogue/types.ts';
import type { Registers } from '../../tools/demo/registers.ts';
import type { Sent } from './oracle/month.ts';

type Cells = Readonly<Record<string, string | null>>;

export type HouseLines = {
  readonly document: UblDocument;
  readonly lines: readonly Cells[];
  readonly quarantined: readonly Cells[];
};

/** Reads what was sent. Throws the readers' Refusal. */
export function houseLines(registers: Registers, sent: Sent): HouseLines {
  const [eInvoice, specification] = sent.files;
  if (eInvoice === undefined) throw new Error('nothing was sent');
  const facts = factsOf(registers, sent.supplier);
  if (specification === undefined) {
    const sinks = { lines: new TsvWriter(), quarantine: new TsvWriter() };
    const reader = new UblReader(new UblStaging(facts, sinks));
    reader.write(Buffer.from(eInvoice.bytes));
    return { document: reader.end(), ...cellsOf(sinks) };
  }
  const header = new UblReader({ line: () => undefined });
  header.write(Buffer.from(eInvoice.bytes));
  const document = header.end();
  const name = registers.suppliers.find(({ code }) => code === sent.supplier)?.specification;
  const definition = FIRST_DEFINITIONS.find((each) => each.name === name);
  if (definition === undefined) throw new Error('no such definition');
  const known = {
    ...facts,
    issuedOn: localDate(document.issuedOn ?? ''),
    period: periodOf(document),
  };
  const stage = (isNegated: boolean) => {
    const sinks = { lines: new TsvWriter(), quarantine: new TsvWriter() };
    const filter = { number: null, isFirst: true };
    const staging = new SpecificationStaging({ ...known, isNegated }, sinks, filter);
    const reader = new SpecificationReader(definition, staging);
    reader.write(Buffer.from(specification.bytes));
    reader.end();
    return { netOre: staging.outcome().netOre, cells: cellsOf(sinks) };
  };
  const { netOre, cells } = stage(false);
  return { document, ...(lacksCreditSign(document, netOre) ? stage(true).cells : cells) };
}

function factsOf(registers: Registers, supplier: string): StagingFacts {
  const isSuppliers = (row: { readonly supplier?: string }): boolean => row.supplier === supplier;
  const patterns = registers.suppliers.find(({ code }) => code === supplier)?.patterns ?? '';
  return {
    invoiceId: 1 as StagingFacts['invoiceId'],
    fileId: 1,
    firstOrdinal: 1,
    issuedOn: '2000-01-01' as LocalDate,
    period: null,
    classifier: new ChargeClassifier(
      registers['charge-codes'].filter(isSuppliers).map((row) => ({
        match: row.match ?? '',
        class: row.class as ChargeClass,
      })),
    ),
    matcher: new Matcher(
      registers.subscriptions.filter(isSuppliers).map((row) => ({
        id: row.id ?? '',
        supplierSubscriptionId: orNull(row.supplier_subscription_id),
        identifiers: [
          {
            identifier: row.identifier ?? '',
            from: localDate(row.activated_on ?? ''),
            to: row.terminated_on === undefined ? null : localDate(row.terminated_on),
          },
        ],
      })),
    ),
    findReference: createReferenceFinder(patterns.split('||').filter((each) => each !== '')),
    categoryOf: () => 'S',
    isNegated: false,
  };
}

/** One day alone stands for both. */
function periodOf({ period }: UblDocument): StagingFacts['period'] {
  const days = [period?.from, period?.to].filter((day) => typeof day === 'string');
  const [from, to = from] = days;
  return from === undefined || to === undefined
    ? null
    : { from: localDate(from), to: localDate(to) };
}

function cellsOf(sinks: { readonly lines: TsvWriter; readonly quarantine: TsvWriter }) {
  return {
    lines: rowsOf(sinks.lines, STAGED_COLUMNS),
    quarantined: rowsOf(sinks.quarantine, QUARANTINED_COLUMNS),
  };
}

/** Rows for LOAD DATA as named cells, escapes undone. */
function rowsOf(writer: TsvWriter, columns: readonly string[]): Cells[] {
  const text = Buffer.concat(writer.take(true)).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line
        .split('\t')
        .map((cell) => (cell === String.raw`\N` ? null : unescaped(cell)));
      return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]));
    });
}

const ESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '0': '\0' };

function unescaped(cell: string): string {
  return cell.replaceAll(/\\(.)/g, (_, char: string) => ESCAPED[char] ?? char);
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
