// Reads a Peppol BIS Billing 3 invoice or credit note as a stream: a header, and each line, charge and
// allowance with the bytes it stands in. Refuses what is malformed, breaks a fatal rule, is in another
// currency or too large; it knows no register and no database.

import { isLocalDate } from '../../../kernel/calendar.ts';
import { decimalText, ZERO_DECIMAL, type Decimal } from '../../../kernel/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { ExactOre, MAX_AMOUNT_ORE, MAX_INVOICE_ORE } from '../exact.ts';
import { absolute, toDecimal, toRate } from './decimals.ts';
import { emptyDocument, UblLine } from './document.ts';
import type { Broken, CategorySum, DocumentKind, UblDocument } from './document.ts';
import { headerShape } from './header-shape.ts';
import { brokenByLine } from './line-rules.ts';
import { documentLineShape, lineShape } from './line-shape.ts';
import type { Name } from './namespaces.ts';
import { XmlBytes, type Place } from './parser.ts';
import { brokenByDocument, firstInOrder } from './rules.ts';
import { Walker, type Shape } from './shape.ts';

export type UblSink = {
  /** A line, in file order; the object is used again for the next one. The header is read by then. */
  readonly line: (line: UblLine, document: UblDocument) => void;
};

const NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:';
const KINDS: Readonly<Record<string, DocumentKind>> = {
  Invoice: 'invoice',
  CreditNote: 'credit-note',
};
/** Sums stay safe integers on the way, whatever comes. */
const MAX_RUNNING_ORE = 8 * MAX_INVOICE_ORE;
/** So much of what is no number or no day is told. */
const LONGEST_FOUND = 60;

/** Reads one document; `write` takes chunks cut anywhere, `end` gives the header or refuses. */
export class UblReader {
  private readonly sink: UblSink;
  private readonly xml: XmlBytes;
  private readonly line = new UblLine();
  private walker: Walker | null = null;
  private document: UblDocument | null = null;
  private broken: Broken | null = null;
  private tooLarge: Place | null = null;
  private lastSum: CategorySum | null = null;
  private hasHeader = false;
  private lastPercent = '';
  private lastRate = 0;

  constructor(sink: UblSink) {
    this.sink = sink;
    this.xml = new XmlBytes({
      open: (name, attributes) => {
        (this.walker ?? this.beginDocument(name)).open(name, attributes);
      },
      text: (bytes) => {
        this.walker?.read(bytes);
      },
      close: () => {
        this.walker?.close();
      },
    });
  }

  write(chunk: Buffer): void {
    this.xml.write(chunk);
  }

  /** The header, when all has been written. Throws the Refusal of interfaces.md §6 otherwise. */
  end(): UblDocument {
    this.xml.end();
    const { document } = this;
    if (document === null) throw this.refusal('xml.malformed', this.xml.here());
    this.demandHeader(document);
    if (document.currency !== 'SEK') {
      throw new Refusal('invalid', 'invoice.currency', {
        args: { currency: document.currency ?? '' },
      });
    }
    this.demandSize(document);
    this.demandRates(document);
    const broken = firstInOrder(this.broken, brokenByDocument(document));
    if (broken !== null) throw this.brokenRule(broken);
    return document;
  }

  private beginDocument(name: Name): Walker {
    const kind = KINDS[name.local];
    if (kind === undefined || name.uri !== `${NAMESPACE}${name.local}-2`) {
      throw new Refusal('invalid', 'file.unknown-format', { args: { found: name.local } });
    }
    const document = emptyDocument(kind, this.xml.tagPlace());
    this.document = document;
    const root = this.rootShape(name, document);
    this.walker = new Walker(this.xml, root);
    return this.walker;
  }

  private rootShape(name: Name, document: UblDocument): Shape {
    const ends = {
      begin: (kind: UblLine['kind'], xml: XmlBytes) => {
        this.line.begin(kind, xml.tagPlace());
      },
      end: (xml: XmlBytes) => {
        this.endLine(xml.position, document);
      },
    };
    const line = lineShape(this.line, ends);
    const children = new Map<string, Shape>([
      ...Object.entries(
        headerShape(() => document, {
          decimal: (text) => this.decimal(text),
          day: (text) => this.day(text),
        }),
      ),
      ['AllowanceCharge', documentLineShape(this.line, ends)],
      [document.kind === 'invoice' ? 'InvoiceLine' : 'CreditNoteLine', line],
    ]);
    const root: Shape = { uri: name.uri, children, enter: null, value: null, leave: null };
    return { ...root, children: new Map([[name.local, root]]) };
  }

  private endLine(byteTo: number, document: UblDocument): void {
    const { line } = this;
    line.byteTo = byteTo;
    this.demandHeader(document);
    this.broken = firstInOrder(this.broken, brokenByLine(line, document));
    this.readAmount(line);
    this.addUp(line, document);
    if (document.kind === 'credit-note') line.amount.negate();
    this.sink.line(line, document);
  }

  /** Amount and rate of a line, with the sign that they have in the document. */
  private readAmount(line: UblLine): void {
    const verdict = line.amount.read(line.net ?? '');
    if (line.net === null) throw this.brokenRule({ rule: missingAmount(line), place: line.place });
    if (verdict === 'not-a-number') throw this.notANumber(line.net, line.place);
    if (verdict === 'too-large' || Math.abs(line.amount.ore) > MAX_AMOUNT_ORE) {
      line.amount.clear();
      this.tooLarge ??= line.place;
    }
    line.rate = this.rateOf(line);
  }

  /** Most lines are of the same rate as the line before. */
  private rateOf({ percent, place }: UblLine): number {
    if (percent === this.lastPercent) return this.lastRate;
    const rate = toRate(percent);
    if (rate === null) throw this.notANumber(percent, place);
    this.lastPercent = percent;
    this.lastRate = rate;
    return rate;
  }

  private addUp(line: UblLine, document: UblDocument): void {
    if (line.kind === 'line') {
      document.lines += 1;
      document.lineSum.add(line.amount);
    } else {
      document.documentLines += 1;
      if (line.isCharge) document.hasCharges = true;
      else document.hasAllowances = true;
      (line.isCharge ? document.chargeSum : document.allowanceSum).add(line.amount);
      if (!line.isCharge) line.amount.negate();
    }
    this.sumOf(line, document).sum.add(line.amount);
    const { lineSum, chargeSum, allowanceSum } = document;
    const largest = Math.max(
      Math.abs(lineSum.ore),
      Math.abs(chargeSum.ore),
      Math.abs(allowanceSum.ore),
    );
    if (largest > MAX_RUNNING_ORE) throw this.amountTooLarge(line.place);
  }

  private sumOf({ category, rate }: UblLine, document: UblDocument): CategorySum {
    const last = this.lastSum;
    if (last !== null && last.category === category && last.rate === rate) return last;
    let sum = document.categories.find((each) => each.category === category && each.rate === rate);
    if (sum === undefined) {
      sum = { category, rate, sum: new ExactOre() };
      document.categories.push(sum);
    }
    this.lastSum = sum;
    return sum;
  }

  /** Lines stand after the header in UBL; what they need of it must have been read by then. */
  private demandHeader(document: UblDocument): void {
    if (this.hasHeader) return;
    const rule = missingInHeader(document);
    if (rule !== null) throw this.brokenRule({ rule, place: document.place });
    const { period } = document;
    if (period !== null && (period.from ?? '') > (period.to ?? period.from ?? '')) {
      throw this.brokenRule({ rule: 'BR-29', place: period.place });
    }
    this.hasHeader = true;
  }

  private demandSize(document: UblDocument): void {
    if (this.tooLarge !== null) throw this.amountTooLarge(this.tooLarge);
    const { totals, taxTotals } = document;
    const subtotals = taxTotals.flatMap((each) => each.subtotals);
    const amounts = [
      ...Object.values(totals).filter((each): each is Decimal => isDecimal(each)),
      ...taxTotals.map(({ amount }) => amount ?? ZERO_DECIMAL),
      ...subtotals.flatMap(({ taxable, tax }) => [taxable ?? ZERO_DECIMAL, tax ?? ZERO_DECIMAL]),
    ];
    const largest = BigInt(MAX_INVOICE_ORE);
    for (const amount of amounts) {
      if (absolute(amount).units * 100n > largest * 10n ** BigInt(amount.scale)) {
        throw this.amountTooLarge(totals.place ?? document.place);
      }
    }
  }

  private demandRates({ taxTotals }: UblDocument): void {
    for (const { percent, place } of taxTotals.flatMap(({ subtotals }) => subtotals)) {
      const text = percent === null ? '' : decimalText(percent);
      if (toRate(text) === null) throw this.notANumber(text, place);
    }
  }

  private decimal(text: string): Decimal {
    const value = toDecimal(text);
    if (value === null) throw this.notANumber(text, this.xml.tagPlace());
    return value;
  }

  private day(text: string): string | null {
    if (text === '' || isLocalDate(text)) return text === '' ? null : text;
    throw this.notANumber(text, this.xml.tagPlace());
  }

  private notANumber(found: string, place: Place): Refusal {
    return this.refusal('xml.malformed', place, { reason: `”${found.slice(0, LONGEST_FOUND)}”` });
  }

  private amountTooLarge(place: Place): Refusal {
    return this.refusal('amount.too-large', place);
  }

  private brokenRule({ rule, place }: Broken): Refusal {
    return this.refusal(`rule.${rule}`, place, { rule });
  }

  private refusal(code: string, { byte, line, column }: Place, more: Record<string, string> = {}) {
    return new Refusal('invalid', code, { args: { byte, line, column, ...more } });
  }
}

function missingInHeader({ number, issuedOn, currency }: UblDocument): string | null {
  const needed = [
    ['BR-02', number],
    ['BR-03', issuedOn],
    ['BR-05', currency],
  ] as const;
  return needed.find(([, text]) => (text ?? '') === '')?.[0] ?? null;
}

function missingAmount(line: UblLine): string {
  if (line.kind === 'line') return 'BR-24';
  return line.isCharge ? 'BR-36' : 'BR-31';
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value;
}
