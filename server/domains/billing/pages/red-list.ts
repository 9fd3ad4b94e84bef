// The red list: lines without a home, where each can be given one, many at a time. What became of the
// others stands below.

import { sum, type Ore } from '../../../kernel/money.ts';
import { numberText } from '../../../kernel/numbers.ts';
import {
  crumbs,
  field,
  FRESH_FORM,
  say,
  verbatim,
  type Empty,
  type Field,
  type FieldFault,
  type FormState,
  type PageHead,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import { missingPart, type MissingPart } from './missing.ts';
import type { RedFacts, RedListFacts, SupplierLinks } from './month-facts.ts';
import { byWhom } from './month-steps.ts';

export type OpenRow = {
  readonly lineId: string;
  readonly fieldId: string;
  readonly text: string;
  readonly about: Text;
  readonly href: string | null;
  readonly why: Text;
  readonly netOre: Ore;
  readonly owner: string;
  readonly fault: Text | null;
};

export type RedListPage = PageHead & {
  readonly faults: readonly FieldFault[];
  readonly says: Text;
  readonly caption: { readonly count: Text; readonly sum: Text };
  readonly open: readonly OpenRow[];
  readonly openOre: Ore;
  readonly form: {
    readonly href: string;
    readonly owners: readonly { readonly code: string; readonly name: string }[];
    readonly rest: Field;
    readonly collecting: Text | null;
    readonly reason: Field;
  } | null;
  /** Services that the register lacks, to be made; null where none are. */
  readonly missing: MissingPart | null;
  /** Works the month out again after the register was mended; null where one may not. */
  readonly refreeze: string | null;
  readonly empty: Empty | null;
  readonly done: readonly {
    readonly text: string;
    readonly about: Text;
    readonly href: string | null;
    readonly why: Text;
    readonly became: Text;
    readonly by: Text | null;
    readonly netOre: Ore;
  }[];
  readonly back: string;
};

export function redListPage(facts: RedListFacts, form: FormState = FRESH_FORM): RedListPage {
  const { month } = facts.month;
  const title = say('billing:redList.title', { month });
  const open = facts.rows.filter(({ line }) => line.state === 'open');
  const done = facts.rows.filter(({ line }) => line.state !== 'open');
  const mayAct = facts.mayPlace && facts.month.state === 'red-list';
  return {
    title,
    crumbs: crumbs(
      say('billing:redList.crumb'),
      { href: paths.months(), says: say('billing:months.title') },
      { href: paths.month(month), says: say('billing:month', { month }) },
    ),
    faults: form.faults,
    says: say('billing:live.red-list', { count: open.length }),
    caption: {
      count: say('billing:redList.count', { count: open.length }),
      sum: say('parts:money', { ore: sum(open.map(({ line }) => line.netOre)) }),
    },
    open: open.map((row, index) => openRow(row, { facts, form, index })),
    openOre: sum(open.map(({ line }) => line.netOre)),
    form: mayAct && open.length > 0 ? formOf(facts, form) : null,
    missing: missingPart(facts, form),
    refreeze: mayAct ? paths.refreeze(month) : null,
    empty: open.length === 0 ? emptyOf(facts) : null,
    done: done.map((row) => doneRow(row, facts)),
    back: paths.month(month),
  };
}

type Drawn = { readonly facts: RedListFacts; readonly form: FormState; readonly index: number };

function openRow(row: RedFacts, { facts, form, index }: Drawn): OpenRow {
  const { line } = row;
  const fieldId = `owner-${String(index + 1)}`;
  return {
    lineId: line.lineId,
    fieldId,
    text: line.text,
    about: aboutOf(row),
    href: lineHref(row, facts.supplierLinks),
    why: whyOf(row),
    netOre: line.netOre,
    owner: sentOwner(form, line.lineId),
    fault: form.faults.find((fault) => fault.field === fieldId)?.says ?? null,
  };
}

/** Why the line is on the red list. */
export function whyOf({ line }: RedFacts): Text {
  return say(`billing:reason.${line.reason}`, line.args);
}

/** Where the line is shown; an own charge came in no file. */
export function lineHref({ line, invoiceId }: RedFacts, links: SupplierLinks): string | null {
  if (invoiceId === null || line.supplierLineId === null) return null;
  return links.line(invoiceId, line.supplierLineId);
}

/** What was written for this line before the form was refused. */
function sentOwner({ values }: FormState, lineId: string): string {
  const [ids, owners] = [values['lineId'], values['owner']].map((each) => [each].flat());
  const at = ids?.indexOf(lineId) ?? -1;
  const owner = owners?.[at];
  return at >= 0 && typeof owner === 'string' ? owner : '';
}

/** Where the line comes from, what it says of its service, and its period. */
export function aboutOf({
  supplier,
  invoiceNumber,
  reference,
  periodFrom,
  periodTo,
}: RedFacts): Text {
  const period =
    periodFrom === periodTo
      ? verbatim(periodFrom)
      : say('parts:period', { from: periodFrom, to: periodTo });
  if (supplier === null) return say('billing:redList.own', { period });
  return say(reference === null ? 'billing:redList.line' : 'billing:redList.lineOf', {
    supplier,
    invoice: invoiceNumber ?? '',
    reference: numberText(reference ?? ''),
    period,
  });
}

function formOf(facts: RedListFacts, form: FormState): RedListPage['form'] {
  return {
    href: paths.placement(facts.month.month),
    owners: facts.owners,
    rest: field(
      'rest',
      {
        label: say('billing:redList.rest'),
        hint: say('billing:redList.restHint'),
        list: 'owners',
      },
      form,
    ),
    collecting:
      facts.collecting === null
        ? null
        : say('billing:redList.collecting', { code: facts.collecting }),
    reason: field(
      'reason',
      {
        label: say('billing:redList.reason'),
        hint: say('billing:redList.reasonHint'),
        required: true,
      },
      form,
    ),
  };
}

function doneRow(row: RedFacts, facts: RedListFacts): RedListPage['done'][number] {
  const { line } = row;
  return {
    text: line.text,
    about: aboutOf(row),
    href: lineHref(row, facts.supplierLinks),
    why: whyOf(row),
    became:
      line.state === 'mended' || line.owner === null
        ? say('billing:redList.mended')
        : say('billing:redList.placed', { owner: line.owner, reason: line.placedReason ?? '' }),
    by: line.placedBy === null ? null : byWhom(line.placedBy, facts.nameOf),
    netOre: line.netOre,
  };
}

function emptyOf({ month }: RedListFacts): Empty {
  const waits = month.state === 'preview';
  return {
    icon: 'circle-check',
    title: say('billing:redList.empty.title'),
    says: say(waits ? 'billing:redList.empty.approvable' : 'billing:redList.empty.says'),
    action: { href: paths.month(month.month), says: say('billing:redList.empty.action') },
  };
}
