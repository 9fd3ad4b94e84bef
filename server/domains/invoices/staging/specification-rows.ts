// Rows of a specification on their way to the table, as bytes: what the file says is copied, what we
// find (class, period, subscription, öre) is written beside it. Nothing is kept but what repeats itself.

import { periodByClass } from '../charges.ts';
import { identifierKey, matchHoldings, toDay, type Holding, type Match } from '../matching.ts';
import { FIELDS, type Field } from '../specification/definition.ts';
import type { RowFault, SpecificationRow, SpecificationSink } from '../specification/reader.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import { LONGEST, type StagingFacts, type StagingOutcome } from './facts.ts';
import { Known } from './known.ts';
import { Tally } from './tally.ts';
import type { TsvWriter } from './tsv.ts';

type Sinks = { readonly lines: TsvWriter; readonly quarantine: TsvWriter };
/** A number as it was written, once looked at: its key, ready to write, and who held it. */
type KnownNumber = { readonly key: Buffer; readonly holdings: readonly Holding[] };
type KnownCharge = { readonly class: ChargeClass | null; readonly text: string };

const AT = Object.fromEntries(FIELDS.map((field, index) => [field, index])) as Record<
  Field,
  number
>;
const GROUPS = [AT.mainGroup, AT.group, AT.subgroup, AT.text] as const;
const NO_HOLDINGS: readonly Holding[] = [];
/** Caches are emptied when they hold so many: memory is bounded, whatever the file. */
const CACHE_LIMIT = 50_000;
const SPACE = 32;

/** Which of the file's rows are the invoice's. */
export type RowFilter = {
  /** The invoice number as the file's bytes; null when every row is the invoice's. */
  readonly number: string | null;
  /** True for the file's first invoice: rows before any number are its own. */
  readonly isFirst: boolean;
};

/** Stages the rows of one invoice out of a file. */
export class SpecificationStaging implements SpecificationSink {
  private readonly facts: StagingFacts;
  private readonly sinks: Sinks;
  private readonly tally: Tally;
  private readonly number: string | null;
  private readonly numbers = new Known<KnownNumber | null>(CACHE_LIMIT);
  private readonly charges = new Known<KnownCharge>(CACHE_LIMIT);
  private readonly supplierIds = new Known<Match | null>(CACHE_LIMIT);
  private readonly periods = new Map<ChargeClass, readonly [number, number]>();
  private readonly subscriptions = new Map<string, Buffer>();
  private readonly period: readonly [number, number] | null;
  private isOurs: boolean;
  private lastNumber = '';

  constructor(facts: StagingFacts, sinks: Sinks, filter: RowFilter) {
    this.facts = facts;
    this.sinks = sinks;
    this.tally = new Tally(facts);
    this.number = filter.number;
    this.isOurs = filter.number === null || filter.isFirst;
    this.period = facts.period === null ? null : [toDay(facts.period.from), toDay(facts.period.to)];
  }

  readonly row = (row: SpecificationRow): void => {
    if (this.number !== null) this.look(row);
    if (!this.isOurs) return;
    this.tally.rowsIn += 1;
    this.write(row);
  };

  /** A broken row belongs to the invoice of the row before it. */
  readonly quarantined = (row: SpecificationRow, fault: RowFault): void => {
    if (!this.isOurs) return;
    this.tally.rowsIn += 1;
    this.tally.rowsQuarantined += 1;
    const { quarantine } = this.sinks;
    quarantine.whole(this.facts.invoiceId);
    quarantine.whole(this.facts.fileId);
    quarantine.whole(row.line);
    quarantine.whole(row.byteFrom);
    quarantine.whole(row.byteTo);
    quarantine.ascii(fault);
    if (row.faultColumn === 0) quarantine.nothing();
    else quarantine.whole(row.faultColumn);
    quarantine.endRow();
  };

  outcome(): StagingOutcome {
    return this.tally.outcome();
  }

  /** A row without a number belongs to the invoice of the row before it. */
  private look(row: SpecificationRow): void {
    const number = latin1(row, AT.invoiceNumber);
    if (number === this.lastNumber || number === '') return;
    this.lastNumber = number;
    this.isOurs = row.text('invoiceNumber') === this.number;
  }

  private write(row: SpecificationRow): void {
    const { facts, tally } = this;
    const { lines } = this.sinks;
    const known = this.chargeOf(row);
    const charge = tally.orOther(known.class, known.text);
    lines.whole(tally.nextLineId());
    lines.whole(facts.invoiceId);
    lines.ascii('line');
    this.copy(row, AT.account, LONGEST.account);
    this.copy(row, AT.mainGroup, LONGEST.group);
    this.copy(row, AT.group, LONGEST.group);
    this.copy(row, AT.subgroup, LONGEST.group);
    if (row.start(AT.text) === row.end(AT.text)) lines.ascii('');
    else this.copy(row, AT.text, LONGEST.text);
    this.writePeriodAndService(row, charge);
    if (facts.isNegated) row.amount.negate();
    lines.whole(tally.ore(row.vatRate, row.amount, row));
    lines.ascii(facts.categoryOf(row.vatRate));
    lines.hundredths(row.vatRate);
    lines.ascii(charge);
    lines.nothing();
    lines.whole(facts.fileId);
    lines.whole(row.line);
    lines.whole(row.byteFrom);
    lines.whole(row.byteTo);
    lines.endRow();
  }

  private writePeriodAndService(row: SpecificationRow, charge: ChargeClass): void {
    const { lines } = this.sinks;
    const own = row.periodFrom !== 0;
    const [from, to] = own ? [row.periodFrom, row.periodTo] : this.otherPeriod(charge);
    const number = this.numberOf(row);
    this.copy(row, AT.subscriptionId, LONGEST.code);
    if (number === null) lines.nothing();
    else lines.ready(number.key);
    this.writeMatch(this.matchOf(row, number?.holdings ?? NO_HOLDINGS, [from, to]));
    lines.day(from);
    lines.day(to);
    lines.ascii(own ? 'line' : this.period === null ? 'class' : 'invoice');
  }

  private matchOf(
    row: SpecificationRow,
    holdings: readonly Holding[],
    [from, to]: readonly [number, number],
  ): Match | null {
    const known = this.supplierIdOf(row);
    if (known !== null) return known;
    return holdings.length === 0 ? null : matchHoldings(holdings, from, to);
  }

  private supplierIdOf(row: SpecificationRow): Match | null {
    const [from, to] = [row.start(AT.subscriptionId), row.end(AT.subscriptionId)];
    if (from === to) return null;
    const known = this.supplierIds.begin().add(row.bytes, from, to).find();
    if (known !== undefined) return known;
    const id = this.facts.matcher.ofSupplierId(row.text('subscriptionId'));
    return this.supplierIds.keep(
      id === undefined ? null : { subscriptionId: id, rule: 'supplier-id' },
    );
  }

  private writeMatch(match: Match | null): void {
    const { lines } = this.sinks;
    if (match === null) {
      lines.nothing();
      lines.nothing();
      return;
    }
    lines.ready(this.subscriptionBytes(match.subscriptionId));
    lines.ascii(match.rule);
  }

  private subscriptionBytes(id: string): Buffer {
    let bytes = this.subscriptions.get(id);
    if (bytes === undefined) {
      bytes = Buffer.from(id, 'utf8');
      this.subscriptions.set(id, bytes);
    }
    return bytes;
  }

  private numberOf(row: SpecificationRow): KnownNumber | null {
    const [from, to] = [row.start(AT.number), row.end(AT.number)];
    if (from === to) return null;
    const known = this.numbers.begin().add(row.bytes, from, to).find();
    return known === undefined ? this.numbers.keep(this.lookUpNumber(row)) : known;
  }

  private lookUpNumber(row: SpecificationRow): KnownNumber | null {
    const key = identifierKey(row.text('number'));
    if (key === '') return null;
    return {
      key: escaped(key.slice(0, LONGEST.code)),
      holdings: this.facts.matcher.holdingsOf(key) ?? NO_HOLDINGS,
    };
  }

  /** Groups and text repeat themselves: their class is found once. */
  private chargeOf(row: SpecificationRow): KnownCharge {
    const { charges } = this;
    charges.begin();
    for (const field of GROUPS) charges.add(row.bytes, row.start(field), row.end(field));
    return charges.find() ?? charges.keep(this.lookUpCharge(row));
  }

  private lookUpCharge(row: SpecificationRow): KnownCharge {
    const texts = (['mainGroup', 'group', 'subgroup', 'text'] as const)
      .map((field) => row.text(field))
      .filter((text) => text !== '');
    return { class: this.facts.classifier.classOf(texts), text: row.text('text') };
  }

  private otherPeriod(charge: ChargeClass): readonly [number, number] {
    if (this.period !== null) return this.period;
    let period = this.periods.get(charge);
    if (period === undefined) {
      const { from, to } = periodByClass(charge, this.facts.issuedOn);
      period = [toDay(from), toDay(to)];
      this.periods.set(charge, period);
    }
    return period;
  }

  /** A field as it is, white space around it taken away; an empty one is nothing. */
  private copy(row: SpecificationRow, field: number, atMost: number): void {
    const { bytes } = row;
    let from = row.start(field);
    let to = row.end(field);
    while (from < to && bytes[from] === SPACE) from += 1;
    while (to > from && bytes[to - 1] === SPACE) to -= 1;
    const isPlain = to - from <= atMost && !mayBeSpace(bytes[from]) && !mayBeSpace(bytes[to - 1]);
    if (from === to) this.sinks.lines.nothing();
    else if (isPlain) this.copyBytes(row, from, to);
    else this.sinks.lines.text(row.decode(from, to).trim(), atMost);
  }

  private copyBytes(row: SpecificationRow, from: number, to: number): void {
    const { lines } = this.sinks;
    if (row.encoding === 'utf-8') lines.utf8(row.bytes, from, to);
    else if (row.encoding === 'iso-8859-1') lines.latin1(row.bytes, from, to);
    else lines.text(row.decode(from, to), to - from);
  }
}

/** True for the first and last bytes of the other white space there is, and of some letters. */
function mayBeSpace(byte = 0): boolean {
  return byte < SPACE || byte >= 0x80;
}

function latin1(row: SpecificationRow, field: number): string {
  const from = row.start(field);
  const to = row.end(field);
  return from === to ? '' : row.bytes.toString('latin1', from, to);
}

function escaped(text: string): Buffer {
  return Buffer.from(text.replace(/[\\\t\n\r\0]/g, ' '), 'utf8');
}
