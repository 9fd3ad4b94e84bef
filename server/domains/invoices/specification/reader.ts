// Reads a specification file by a format definition, on bytes, as a stream. A row that cannot be read is
// quarantined alone; the rest goes on. It knows no register and no database.

import { Refusal } from '../../../kernel/refusal.ts';
import { MAX_AMOUNT_ORE, type ExactOre } from '../exact.ts';
import { decodeText, EncodingCheck } from '../ubl/encoding.ts';
import { planColumns, type ColumnPlan } from './columns.ts';
import { Cutter } from './cutter.ts';
import { FIELDS } from './definition.ts';
import type { Field, FileEncoding, FormatDefinition } from './definition.ts';
import { AmountReader, DayReader, encode } from './values.ts';

export type RowFault = 'row.fields' | 'row.number' | 'row.date' | 'row.period';

export type SpecificationSink = {
  /** A row that could be read; it is the same object each time. */
  readonly row: (row: SpecificationRow) => void;
  /** A row that waits alone, with why, and the column (from 1) and its name where one is to blame. */
  readonly quarantined: (row: SpecificationRow, fault: RowFault) => void;
};

const PERIOD_FROM = FIELDS.indexOf('periodFrom');
const PERIOD_TO = FIELDS.indexOf('periodTo');
const ISSUED_ON = FIELDS.indexOf('issuedOn');
const NET = FIELDS.indexOf('net');
const VAT_RATE = FIELDS.indexOf('vatRate');
const UTF8_BOM = [0xef, 0xbb, 0xbf] as const;

/** The row that is being looked at: parsed values, and the bytes of the others. */
export class SpecificationRow {
  /** Exactly as the supplier wrote it. */
  readonly amount: ExactOre;
  /** Days as 20261031; 0 where the row says nothing. */
  periodFrom = 0;
  periodTo = 0;
  issuedOn = 0;
  /** Hundredths of per cent: 2500. */
  vatRate = 0;
  /** The column to blame, from 1, or 0. */
  faultColumn = 0;
  readonly encoding: FileEncoding;
  private readonly cutter: Cutter;
  private columns: readonly number[] = [];

  constructor(cutter: Cutter, amount: ExactOre, encoding: FileEncoding) {
    this.cutter = cutter;
    this.amount = amount;
    this.encoding = encoding;
  }

  get bytes(): Buffer {
    return this.cutter.bytes;
  }
  get line(): number {
    return this.cutter.line;
  }
  get byteFrom(): number {
    return this.cutter.byteFrom;
  }
  get byteTo(): number {
    return this.cutter.byteTo;
  }

  plan(columns: readonly number[]): void {
    this.columns = columns;
  }

  /** Where a field begins in `bytes`, by its place in FIELDS; nothing is 0 to 0. */
  start(field: number): number {
    const column = this.columns[field] ?? -1;
    return column === -1 ? 0 : (this.cutter.starts[column] ?? 0);
  }

  end(field: number): number {
    const column = this.columns[field] ?? -1;
    return column === -1 ? 0 : (this.cutter.ends[column] ?? 0);
  }

  column(field: number): number {
    return (this.columns[field] ?? -1) + 1;
  }

  /** A field as text, white space around it taken away. */
  text(field: Field): string {
    const index = FIELDS.indexOf(field);
    return this.decode(this.start(index), this.end(index)).trim();
  }

  decode(from: number, to: number): string {
    return decodeText(this.bytes.toString('latin1', from, to), this.encoding);
  }
}

/** Reads one file; `write` takes chunks cut anywhere, `end` gives what the header said. */
export class SpecificationReader {
  rowsIn = 0;
  private readonly sink: SpecificationSink;
  private readonly definition: FormatDefinition;
  private readonly cutter: Cutter;
  private readonly amounts: AmountReader;
  private readonly rates: AmountReader;
  private readonly days: DayReader;
  private readonly row: SpecificationRow;
  private readonly check = new EncodingCheck();
  private plan: ColumnPlan | null = null;
  private head: Buffer | null = Buffer.alloc(0);

  constructor(definition: FormatDefinition, sink: SpecificationSink) {
    this.definition = definition;
    this.sink = sink;
    const separator = encode(definition.separator, definition.encoding);
    this.cutter = new Cutter(
      {
        record: () => {
          this.read();
        },
      },
      separator,
      definition.quoting === 'rfc4180',
    );
    this.amounts = new AmountReader(definition);
    this.rates = new AmountReader(definition);
    this.days = new DayReader(definition.dates);
    this.row = new SpecificationRow(this.cutter, this.amounts.amount, definition.encoding);
  }

  write(chunk: Buffer): void {
    this.check.check(chunk, this.definition.encoding);
    if (this.head === null) {
      this.cutter.write(chunk);
      return;
    }
    this.head = Buffer.concat([this.head, chunk]);
    if (this.head.length >= UTF8_BOM.length) this.begin(this.head);
  }

  /** The plan of the header. Refuses a file that has none. */
  end(): ColumnPlan {
    if (this.head !== null) this.begin(this.head);
    this.check.end();
    this.cutter.end();
    if (this.plan === null) throw unknownFormat(this.definition);
    return this.plan;
  }

  private begin(head: Buffer): void {
    this.head = null;
    const hasMark =
      this.definition.encoding === 'utf-8' && UTF8_BOM.every((byte, i) => head[i] === byte);
    if (hasMark) this.cutter.skip(UTF8_BOM.length);
    this.cutter.write(hasMark ? head.subarray(UTF8_BOM.length) : head);
  }

  private read(): void {
    if (this.plan === null) {
      this.plan = this.readHeader();
      this.row.plan(this.plan.columns);
      return;
    }
    this.rowsIn += 1;
    const fault = this.readRow(this.plan.count);
    if (fault === null) this.sink.row(this.row);
    else this.sink.quarantined(this.row, fault);
  }

  private readHeader(): ColumnPlan {
    const { cutter, definition } = this;
    const names = Array.from({ length: cutter.count }, (_, i) =>
      this.row.decode(cutter.starts[i] ?? 0, cutter.ends[i] ?? 0),
    );
    const verdict = planColumns(names, definition);
    if (verdict.kind === 'plan') return verdict.plan;
    if (verdict.kind === 'unknown-format') throw unknownFormat(definition);
    throw new Refusal('invalid', 'column.missing', {
      args: { column: verdict.column, format: definition.name },
    });
  }

  private readRow(columns: number): RowFault | null {
    const { row, cutter } = this;
    row.faultColumn = 0;
    if (cutter.isBroken || cutter.count !== columns) return 'row.fields';
    return this.readDays() ?? this.readNumbers();
  }

  private readDays(): RowFault | null {
    const { row } = this;
    const from = this.dayIn(PERIOD_FROM);
    const to = this.dayIn(PERIOD_TO);
    const issuedOn = this.dayIn(ISSUED_ON);
    if (from === -1 || to === -1 || issuedOn === -1) return 'row.date';
    row.periodFrom = from === 0 ? to : from;
    row.periodTo = to === 0 ? from : to;
    row.issuedOn = issuedOn;
    if (row.periodFrom <= row.periodTo) return null;
    row.faultColumn = row.column(PERIOD_TO);
    return 'row.period';
  }

  /** 0 for an empty field, -1 for what is no day. */
  private dayIn(field: number): number {
    const { row, days } = this;
    const start = row.start(field);
    const end = row.end(field);
    if (start === end) return 0;
    const day = days.read(row.bytes, start, end);
    if (day === -1) row.faultColumn ||= row.column(field);
    return day;
  }

  private readNumbers(): RowFault | null {
    const { row, rates } = this;
    const net = this.amounts.read(row.bytes, row.start(NET), row.end(NET));
    if (net === 'too-large' || Math.abs(row.amount.ore) > MAX_AMOUNT_ORE) throw this.tooLarge();
    if (net !== 'read') return this.blame(NET);
    const rate = rates.read(row.bytes, row.start(VAT_RATE), row.end(VAT_RATE));
    if (rate !== 'read' || rates.amount.parts !== 0 || Math.abs(rates.amount.ore) > 99_999) {
      return this.blame(VAT_RATE);
    }
    row.vatRate = rates.amount.ore;
    return null;
  }

  private blame(field: number): RowFault {
    this.row.faultColumn = this.row.column(field);
    return 'row.number';
  }

  private tooLarge(): Refusal {
    const { line, byteFrom } = this.row;
    return new Refusal('invalid', 'amount.too-large', {
      args: { line, column: this.row.column(NET), byte: byteFrom },
    });
  }
}

function unknownFormat(definition: FormatDefinition): Refusal {
  return new Refusal('invalid', 'file.unknown-format', { args: { format: definition.name } });
}
