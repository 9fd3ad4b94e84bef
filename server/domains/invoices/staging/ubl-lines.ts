// Lines of an e-invoice on their way to the table: reference, period, class, subscription and öre.

import { isLocalDate, type ClosedPeriod, type LocalDate } from '../../../kernel/calendar.ts';
import { toE164 } from '../../../kernel/numbers.ts';
import { periodByClass } from '../charges.ts';
import { toDay } from '../matching.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import type { RowFault } from '../specification/reader.ts';
import type { PeriodSource } from '../types.ts';
import type { UblDocument, UblLine } from '../ubl/document.ts';
import type { UblSink } from '../ubl/reader.ts';
import { LONGEST, type StagingFacts, type StagingOutcome } from './facts.ts';
import { Tally } from './tally.ts';
import type { TsvWriter } from './tsv.ts';

type Sinks = { readonly lines: TsvWriter; readonly quarantine: TsvWriter };
type SaidPeriod = ClosedPeriod & { readonly source: PeriodSource };
type StagedPeriod = SaidPeriod & { readonly fromDay: number; readonly toDay: number };

const CACHE_LIMIT = 50_000;

/** Stages each line that the reader hands over. One whose days are none or run backwards is quarantined. */
export class UblStaging implements UblSink {
  private readonly facts: StagingFacts;
  private readonly sinks: Sinks;
  private readonly tally: Tally;
  private readonly classes = new Map<string, ChargeClass | null>();
  private lastPeriod: StagedPeriod | null = null;

  constructor(facts: StagingFacts, sinks: Sinks) {
    this.facts = facts;
    this.sinks = sinks;
    this.tally = new Tally(facts);
  }

  readonly line = (line: UblLine, document: UblDocument): void => {
    this.tally.rowsIn += 1;
    const fault = this.faultOf(line);
    if (fault === null) this.write(line, document);
    else this.quarantine(line, fault);
  };

  outcome(): StagingOutcome {
    return this.tally.outcome();
  }

  /** Most lines say the same days as the line before, which were read. */
  private faultOf({ periodFrom, periodTo }: UblLine): RowFault | null {
    const { lastPeriod } = this;
    if (
      lastPeriod?.source === 'line' &&
      lastPeriod.from === periodFrom &&
      lastPeriod.to === periodTo
    ) {
      return null;
    }
    const said = [periodFrom, periodTo].filter((day) => day !== null);
    if (!said.every(isLocalDate)) return 'row.date';
    return (periodFrom ?? '') > (periodTo ?? periodFrom ?? '') ? 'row.period' : null;
  }

  private write(line: UblLine, document: UblDocument): void {
    const { facts, tally } = this;
    const { lines } = this.sinks;
    const reference = referenceOf(line, document, facts.findReference);
    const charge = tally.orOther(this.classOf(line.name), line.name);
    const period = this.periodOf(line, document, charge);
    const number = reference === null ? null : toE164(reference);
    lines.whole(tally.nextLineId());
    lines.whole(facts.invoiceId);
    lines.ascii(line.kind);
    for (let i = 0; i < 4; i += 1) lines.nothing();
    this.writeText(line.name);
    lines.text(reference, LONGEST.code);
    lines.text(number, LONGEST.code);
    this.writeMatch(reference, number, period);
    lines.ascii(period.from);
    lines.ascii(period.to);
    lines.ascii(period.source);
    const rate = Math.round(line.rate * 100);
    lines.whole(tally.ore(rate, line.amount, line));
    lines.text(line.category, 3);
    lines.hundredths(rate);
    lines.ascii(charge);
    lines.text(line.accountingCost ?? document.accountingCost, LONGEST.code);
    lines.whole(facts.fileId);
    lines.whole(line.line);
    lines.whole(line.byteFrom);
    lines.whole(line.byteTo);
    lines.endRow();
  }

  /** Texts repeat themselves: the class of each is found once. */
  private classOf(text: string): ChargeClass | null {
    let found = this.classes.get(text);
    if (found === undefined) {
      found = this.facts.classifier.classOf([text]);
      if (this.classes.size >= CACHE_LIMIT) this.classes.clear();
      this.classes.set(text, found);
    }
    return found;
  }

  private writeText(text: string): void {
    const { lines } = this.sinks;
    if (text === '') lines.ascii('');
    else lines.text(text, LONGEST.text);
  }

  /** Most lines say the same period as the line before. */
  private periodOf(line: UblLine, document: UblDocument, charge: ChargeClass): StagedPeriod {
    const { lastPeriod } = this;
    if (
      lastPeriod?.source === 'line' &&
      lastPeriod.from === line.periodFrom &&
      lastPeriod.to === line.periodTo
    ) {
      return lastPeriod;
    }
    const period = periodOf(line, document, charge);
    this.lastPeriod = { ...period, fromDay: toDay(period.from), toDay: toDay(period.to) };
    return this.lastPeriod;
  }

  private writeMatch(reference: string | null, number: string | null, period: StagedPeriod): void {
    const { lines } = this.sinks;
    const match =
      reference === null
        ? null
        : this.facts.matcher.match({
            supplierId: reference,
            identifier: number ?? reference.trim(),
            from: period.fromDay,
            to: period.toDay,
          });
    lines.text(match?.subscriptionId ?? null, LONGEST.code);
    lines.text(match?.rule ?? null, LONGEST.code);
  }

  private quarantine(line: UblLine, fault: RowFault): void {
    const { quarantine } = this.sinks;
    this.tally.rowsQuarantined += 1;
    quarantine.whole(this.facts.invoiceId);
    quarantine.whole(this.facts.fileId);
    quarantine.whole(line.line);
    quarantine.whole(line.byteFrom);
    quarantine.whole(line.byteTo);
    quarantine.ascii(fault);
    quarantine.nothing();
    quarantine.endRow();
  }
}

/** The line's own (one day alone stands for both), else the invoice's, else by class. */
function periodOf(line: UblLine, document: UblDocument, charge: ChargeClass): SaidPeriod {
  const own = bothEnds(line.periodFrom, line.periodTo);
  if (own !== null) return { ...own, source: 'line' };
  const whole = bothEnds(document.period?.from ?? null, document.period?.to ?? null);
  if (whole !== null) return { ...whole, source: 'invoice' };
  return { ...periodByClass(charge, document.issuedOn as LocalDate), source: 'class' };
}

/** A period as UBL states it, one day alone standing for both; null where it states none. */
export function bothEnds(from: string | null, to: string | null): ClosedPeriod | null {
  const [first, last] = [from ?? to, to ?? from];
  if (first === null || last === null) return null;
  return { from: first as LocalDate, to: last as LocalDate };
}

/**
 * What a line says of its service: BT-128, else BT-18 if there is only one, else what the supplier's
 * patterns find in BT-127, BT-154 and BT-153 in turn. Charges and allowances of the document say nothing.
 */
export function referenceOf(
  line: UblLine,
  document: UblDocument,
  findReference: (text: string) => string | null,
): string | null {
  if (line.kind === 'document') return null;
  if (line.object !== null) return line.object;
  const [only] = document.objects;
  if (only !== undefined && document.objects.length === 1) return only;
  for (const text of [line.note, line.description, line.name]) {
    const found = text === '' ? null : findReference(text);
    if (found !== null) return found;
  }
  return null;
}
