// One line of a supplier's invoice, and one row that could not be read: what was made of it, who pays,
// and how it stands in the file.

import { address } from '../../../kernel/listing.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import {
  crumbs,
  fact,
  say,
  status,
  verbatim,
  type Fact,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { verdicted, type Excerpt, type Verdicted } from '../../../kernel/page-process.ts';
import { paths as subscriptionPaths } from '../../inventory/paths.ts';
import { paths } from '../paths.ts';
import type { LineFacts, RowFacts, SourceFacts, WholeLine } from './facts.ts';
import { deviationStatus, deviationText } from './found.ts';
import { nameOf } from './invoice-parts.ts';
import { formatText, periodText, wayTo } from './words.ts';

export type SourcePart = {
  readonly says: Text;
  readonly about: Text;
  /** In parts that a narrow screen may put under each other. */
  readonly sha256: readonly string[];
  readonly href: string;
  /** The file as its format definition reads it; null for an e-invoice. */
  readonly look: string | null;
  readonly excerpt: Excerpt;
};

export type LinePage = PageHead & {
  readonly subtitle: Text;
  readonly status: Status;
  readonly facts: readonly Fact[];
  readonly values: readonly Fact[];
  readonly deviations: readonly { readonly status: Status; readonly says: Text }[];
  readonly shares: readonly {
    readonly owner: string;
    readonly rule: Text;
    readonly period: Text | null;
    readonly netOre: Ore;
  }[];
  readonly sharesOre: Ore;
  readonly verdict: Verdicted | null;
  readonly source: SourcePart;
};

export function linePage(facts: LineFacts): LinePage {
  const { invoice, line, deviations, shares, source } = facts;
  const title = say('invoices:page.line.title', { line: source.line, name: nameOf(line) });
  const sharesOre = sum(shares.map(({ netOre }) => netOre));
  return {
    title,
    crumbs: crumbs(title, ...wayTo(invoice)),
    subtitle: line.text === '' ? say(`invoices:page.kind.${line.kind}`) : verbatim(line.text),
    status: statusOf(facts),
    facts: headFacts(facts),
    values: valuesOf(line),
    deviations: deviations.map((each) => ({
      status: deviationStatus(each),
      says: deviationText(each),
    })),
    shares: shares.map(({ costCentre, netOre, rule, from, to }) => ({
      owner: costCentre,
      rule: say(`invoices:page.share.${rule}`),
      period: from === null || to === null ? null : periodText(from, to),
      netOre,
    })),
    sharesOre,
    verdict: shares.length === 0 ? null : shareVerdict(line.netOre, sharesOre),
    source: sourcePart(facts.invoice.id, source),
  };
}

function statusOf({ deviations }: LineFacts): Status {
  const [first] = deviations;
  if (first === undefined) return status('ok', say('invoices:page.lines.holds'));
  return deviationStatus(first);
}

function headFacts({ line, isOpenable }: LineFacts): Fact[] {
  return [
    fact(say('invoices:page.line.net'), say('parts:money', { ore: line.netOre })),
    fact(say('invoices:page.line.period'), periodText(line.periodFrom, line.periodTo), {
      sub: say(`invoices:page.periodSource.${line.periodSource}`),
    }),
    subscriptionFact(line, isOpenable),
    fact(say('invoices:page.line.class'), say(`invoices:class.${line.class}`)),
  ];
}

/** The service that the line was found to be about, and by which rule. */
function subscriptionFact(line: WholeLine, isOpenable: boolean): Fact {
  const label = say('invoices:page.line.subscription');
  const { subscriptionId, matchRule, reference } = line;
  if (subscriptionId !== null) {
    return fact(label, verbatim(subscriptionId), {
      href: isOpenable ? subscriptionPaths.show(subscriptionId) : null,
      sub: matchRule === null ? null : say(`invoices:page.match.${matchRule}`),
    });
  }
  const key = reference === null ? 'noReference' : 'unknown';
  return fact(label, say('parts:none'), { sub: say(`invoices:page.match.${key}`) });
}

function valuesOf(line: WholeLine): Fact[] {
  const told: readonly (readonly [string, string | null])[] = [
    ['number', line.number],
    ['reference', line.reference],
    ['account', line.account],
    ['mainGroup', line.mainGroup],
    ['group', line.group],
    ['subgroup', line.subgroup],
    ['costHint', line.costHint],
  ];
  return [
    ...told.flatMap(([name, value]) =>
      value === null || value === ''
        ? []
        : [fact(say(`invoices:page.line.${name}`), verbatim(value))],
    ),
    fact(
      say('invoices:page.line.vat'),
      say('invoices:page.line.vatSays', { rate: line.vatRate, category: line.vatCategory }),
    ),
  ];
}

function shareVerdict(netOre: Ore, sharesOre: Ore): Verdicted {
  return netOre === sharesOre
    ? verdicted('ok', say('invoices:page.line.sharesHold'))
    : verdicted('stop', say('invoices:page.line.sharesDiffer'));
}

export type RowPage = PageHead & {
  readonly why: Text;
  readonly source: SourcePart;
};

export function rowPage({ invoice, code, args, source }: RowFacts): RowPage {
  const title = say('invoices:page.row.title', { line: source.line });
  return {
    title,
    crumbs: crumbs(title, ...wayTo(invoice)),
    why: say(`errors:${code}`, args),
    source: sourcePart(invoice.id, source),
  };
}

function sourcePart(
  id: number,
  { file, line, byteFrom, byteTo, excerpt }: SourceFacts,
): SourcePart {
  const { format, role } = file;
  return {
    says: say('invoices:page.source.says', { line, from: byteFrom, to: byteTo, file: file.name }),
    about: say('invoices:page.source.about', {
      format: formatText(format),
      bytes: file.bytes,
      at: file.receivedAt,
    }),
    sha256: file.sha256.match(/.{1,16}/g) ?? [],
    href: paths.file(id, file.id),
    look:
      role === 'specification' && format !== null
        ? address(paths.format(format), { file: file.id })
        : null,
    excerpt: { label: say('invoices:page.source.excerpt'), lines: excerpt },
  };
}
