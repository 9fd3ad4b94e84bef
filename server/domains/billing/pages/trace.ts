// Varifrån kommer den här kronan? Five links from the ledger's row down to the bytes of the file that
// came; at each one the öre of its parts sum to the whole.

import { daysOf, type ClosedPeriod } from '../../../kernel/calendar.ts';
import { ore, sum, type Ore } from '../../../kernel/money.ts';
import { numberText } from '../../../kernel/numbers.ts';
import { crumbs, say, verbatim, type PageHead, type Text } from '../../../kernel/page.ts';
import {
  verdicted,
  type Excerpt,
  type Link,
  type Verdicted,
} from '../../../kernel/page-process.ts';
import { paths } from '../paths.ts';
import type { BytesStep, ChargeStep, InvoiceLinks, ShareStep, TraceFacts } from './facts.ts';
import { money } from './invoice-totals.ts';

export type TracePage = PageHead & {
  readonly back: { readonly href: string; readonly says: Text };
  readonly subtitle: Text;
  readonly siblings: readonly {
    readonly href: string;
    readonly text: string;
    readonly class: Text;
    readonly netOre: Ore;
    readonly isThis: boolean;
  }[];
  readonly siblingsOre: Ore;
  readonly ledger: Link & { readonly parts: readonly PartRow[]; readonly wholeOre: Ore | null };
  readonly line: Link;
  readonly share: Link & {
    readonly rows: readonly ShareRow[];
    readonly wholeOre: Ore;
    readonly placed: Text | null;
  };
  readonly charge: Link & { readonly href: string | null; readonly hrefSays: Text };
  readonly bytes: (Link & { readonly sha256: string; readonly excerpt: Excerpt }) | null;
  readonly verdict: Verdicted;
};

type PartRow = { readonly says: Text; readonly netOre: Ore; readonly isThis: boolean };

type ShareRow = {
  readonly days: Text;
  readonly owner: string;
  readonly count: Text;
  readonly netOre: Ore;
  readonly isThis: boolean;
};

export function tracePage(facts: TraceFacts, links: InvoiceLinks): TracePage {
  const { line, number } = facts;
  const title = say('billing:trace.title');
  return {
    title,
    crumbs: crumbs(
      say('billing:trace.crumb', { ordinal: line.ordinal }),
      { href: paths.invoices(), says: say('billing:invoices.title') },
      { href: paths.invoice(number), says: verbatim(number) },
    ),
    back: { href: paths.invoice(number), says: say('billing:trace.back', { number }) },
    subtitle: say('billing:trace.subtitle', {
      what: facts.service === null ? say('billing:invoice.noService') : nameOf(facts),
      class: say(`billing:class.${line.class}`),
      ore: line.netOre,
    }),
    siblings: facts.siblings.map((each) => ({
      href: paths.line(number, each.ordinal),
      text: each.text,
      class: say(`billing:class.${each.class}`),
      netOre: each.netOre,
      isThis: each.ordinal === line.ordinal,
    })),
    siblingsOre: sum(facts.siblings.map((each) => each.netOre)),
    ledger: ledgerLink(facts),
    line: lineLink(facts),
    share: shareLink(facts),
    charge: chargeLink(facts.charge, links),
    bytes: facts.bytes === null ? null : bytesLink(facts.bytes),
    verdict: verdictOf(facts),
  };
}

function nameOf({ service }: TraceFacts): Text {
  return verbatim(numberText(service?.identifier ?? ''));
}

/** One row sums many lines: this line's part, and what the others are together. */
function ledgerLink({ ledger, line }: TraceFacts): TracePage['ledger'] {
  const head = { no: 1, title: say('billing:trace.ledger.title') };
  if (ledger === null) {
    return {
      ...head,
      amount: money(line.netOre),
      says: say('billing:trace.ledger.none'),
      parts: [],
      wholeOre: null,
    };
  }
  const others = ledger.lines - 1;
  const rest: PartRow[] =
    others === 0
      ? []
      : [
          {
            says: say('billing:trace.ledger.others', { count: others }),
            netOre: ore(ledger.partsOre - line.netOre),
            isThis: false,
          },
        ];
  return {
    ...head,
    amount: money(ledger.rowOre),
    says: say(`billing:trace.ledger.${receiptOf(ledger)}`, {
      voucher: ledger.voucher,
      row: ledger.row,
      coding: [ledger.account, ...ledger.objects.map((each) => each.code)].join(' · '),
      at: ledger.acceptedAt ?? ledger.sentAt ?? '',
    }),
    parts: [{ says: say('billing:trace.ledger.this'), netOre: line.netOre, isThis: true }, ...rest],
    wholeOre: ledger.rowOre,
  };
}

function receiptOf(ledger: NonNullable<TraceFacts['ledger']>): 'accepted' | 'sent' | 'made' {
  if (ledger.acceptedAt !== null) return 'accepted';
  return ledger.sentAt === null ? 'made' : 'sent';
}

function lineLink({ line, number, siblings }: TraceFacts): Link {
  return {
    no: 2,
    title: say('billing:trace.line.title'),
    amount: money(line.netOre),
    says: say(siblings.length > 1 ? 'billing:trace.line.many' : 'billing:trace.line.one', {
      number,
      ordinal: line.ordinal,
      text: line.text,
      period: periodText({ from: line.periodFrom, to: line.periodTo }),
      count: siblings.length,
      ore: sum(siblings.map((each) => each.netOre)),
    }),
  };
}

function periodText({ from, to }: ClosedPeriod): Text {
  return from === to ? verbatim(from) : say('parts:period', { from, to });
}

function shareLink(facts: TraceFacts): TracePage['share'] {
  const { shares, charge, placedBy, line } = facts;
  const mine = shares.find((each) => each.isThis);
  const whole = sumOfWeights(shares);
  return {
    no: 3,
    title: say('billing:trace.share.title'),
    amount:
      mine?.weight == null || shares.length === 1
        ? money(line.netOre)
        : say('billing:trace.share.part', { ...fraction(mine.weight, whole), ore: charge.netOre }),
    says: say(`billing:trace.share.rule.${mine?.rule ?? 'ownership'}`),
    rows: shares.map((each) => shareRow(each, charge.netOre, whole)),
    wholeOre: sum(shares.map((each) => each.netOre)),
    placed: placedBy === null ? null : say('billing:trace.share.placed', { ...placedBy }),
  };
}

function sumOfWeights(shares: readonly ShareStep[]): number {
  return shares.reduce((acc, each) => acc + (each.weight ?? 0), 0);
}

function shareRow(share: ShareStep, chargeOre: Ore, whole: number): ShareRow {
  const owner = share.ownerName === '' ? share.owner : `${share.owner} ${share.ownerName}`;
  return {
    days: share.period === null ? say('billing:trace.share.noDays') : periodText(share.period),
    owner: share.insteadOf === null ? owner : `${owner} ← ${share.insteadOf}`,
    count:
      share.weight === null || whole === 0
        ? money(share.netOre)
        : say('billing:trace.share.count', {
            ...fraction(share.weight, whole),
            ore: chargeOre,
            exact: exactText(chargeOre, share.weight, whole),
          }),
    netOre: share.netOre,
    isThis: share.isThis,
  };
}

/** Weights are days × hundredths of a per cent: shown as the smallest whole numbers. */
function fraction(weight: number, whole: number): { part: string; of: string } {
  const divisor = greatestCommon(weight, whole);
  return { part: String(weight / divisor), of: String(whole / divisor) };
}

function greatestCommon(left: number, right: number): number {
  return right === 0 ? Math.max(left, 1) : greatestCommon(right, left % right);
}

/** `52,870…`: kronor with three decimals, cut; the dots say that there is more. Exact ones have two. */
function exactText(amount: Ore, weight: number, whole: number): string {
  const scaled = BigInt(Math.abs(amount)) * BigInt(weight) * 10n;
  const cut = scaled / BigInt(whole);
  const digits = cut.toString().padStart(4, '0');
  const isExact = cut * BigInt(whole) === scaled;
  const decimals = isExact && digits.endsWith('0') ? digits.slice(-3, -1) : digits.slice(-3);
  return `${amount < 0 ? '−' : ''}${digits.slice(0, -3)},${decimals}${isExact ? '' : '…'}`;
}

function chargeLink(charge: ChargeStep, links: InvoiceLinks): TracePage['charge'] {
  const head = { no: 4, amount: money(charge.netOre) };
  if (charge.kind === 'own') {
    return {
      ...head,
      title: say('billing:trace.charge.ownTitle'),
      says: say('billing:trace.charge.own', {
        service: charge.serviceType,
        price: charge.price,
        priceFrom: charge.priceFrom,
        days: daysOf(charge.period),
        of: charge.daysOfMonth,
        period: periodText(charge.period),
      }),
      href: null,
      hrefSays: verbatim(''),
    };
  }
  return {
    ...head,
    title: say('billing:trace.charge.title'),
    says: say('billing:trace.charge.supplier', {
      supplier: charge.supplier,
      invoice: charge.invoiceNumber,
      line: charge.line,
      text: charge.text,
      period: periodText(charge.period),
      count: charge.invoiceLines,
      ore: charge.invoiceNetOre,
    }),
    href: links.supplierInvoice(charge.invoiceId),
    hrefSays: say('billing:trace.charge.open', {
      supplier: charge.supplier,
      invoice: charge.invoiceNumber,
    }),
  };
}

function bytesLink(bytes: BytesStep): NonNullable<TracePage['bytes']> {
  return {
    no: 5,
    title: say('billing:trace.bytes.title'),
    amount: say('billing:trace.bytes.range', { from: bytes.byteFrom, to: bytes.byteTo }),
    says: say('billing:trace.bytes.file', { name: bytes.fileName, at: bytes.receivedAt }),
    sha256: `${bytes.sha256.slice(0, 8)}…${bytes.sha256.slice(-4)}`,
    excerpt: { label: say('billing:trace.bytes.excerpt'), lines: bytes.excerpt },
  };
}

/** Every link's parts sum to the whole of the link, and the chain carries one amount. */
function verdictOf({ line, shares, charge, ledger }: TraceFacts): Verdicted {
  const mine = shares.filter((each) => each.isThis).map((each) => each.netOre);
  const holds =
    sum(mine) === line.netOre &&
    sum(shares.map((each) => each.netOre)) === charge.netOre &&
    (ledger === null || ledger.partsOre === ledger.rowOre);
  return holds
    ? verdicted('ok', say('billing:trace.verdict.ok', { ore: line.netOre }))
    : verdicted('stop', say('billing:trace.verdict.differs'));
}
