// What a letter says: the same sentences on screen, in the mail's HTML and in its plain text.

import { say, verbatim, type Text } from '../../kernel/page.ts';
import { sum } from '../../kernel/money.ts';
import type { Letter, LetterArgs, LetterKind, Urgency } from './types.ts';

export type LetterRow = { readonly says: Text; readonly amount: Text; readonly path: string };

export type LetterText = {
  readonly title: Text;
  readonly lead: Text;
  /** What goes with the letter. */
  readonly attached: Text | null;
  readonly rows: readonly LetterRow[];
  readonly total: Text | null;
  /** What is not listed one by one. */
  readonly more: Text | null;
  readonly action: { readonly path: string; readonly says: Text };
};

const MAX_ROWS = 50;

/** The sentences of a letter. */
export function letterText(letter: Letter): LetterText {
  const write = WRITERS[letter.kind] as (args: LetterArgs[LetterKind]) => Written;
  const written = write(letter.args);
  const key = `notices:letter.${letter.kind}`;
  return {
    title: say(`${key}.title`, written.args),
    lead: say(`${key}.${written.lead}`, written.args),
    attached: written.attached ?? null,
    rows: written.rows?.slice(0, MAX_ROWS) ?? [],
    total: written.total ?? null,
    more: moreText(written.rows?.length ?? 0),
    action: { path: letter.path, says: say(`${key}.action`) },
  };
}

type Written = {
  readonly args: Readonly<Record<string, string | number>>;
  /** Key of the sentence after the title. */
  readonly lead: string;
  readonly attached?: Text | null;
  readonly rows?: readonly LetterRow[];
  readonly total?: Text;
};

const WRITERS: { readonly [Kind in LetterKind]: (args: LetterArgs[Kind]) => Written } = {
  'invoices-ready': ({ month, invoices }) => ({
    args: { month, count: invoices.length },
    lead: invoices.every(({ attached }) => attached === true) ? 'mailed' : 'lead',
    attached: attachedText(invoices.filter(({ attached }) => attached === true).length),
    rows: invoices.map((invoice) => ({
      says: verbatim(`${invoice.number} · ${invoice.customer}`),
      amount: say('parts:money', { ore: invoice.payableOre }),
      path: invoice.path,
    })),
    total: say('notices:letter.invoices-ready.total', {
      count: invoices.length,
      ore: sum(invoices.map((invoice) => invoice.payableOre)),
    }),
  }),
  'month-waits': ({ month, step, since, ...urgency }) => ({
    args: { month, since, reminder: remindersOf(urgency) },
    lead: urgent(step, urgency),
  }),
  'invoice-expected': ({ month, supplier, expectedOn, ...urgency }) => ({
    args: { month, supplier, expectedOn, reminder: remindersOf(urgency) },
    lead: urgent('lead', urgency),
  }),
  'invoice-waits': ({ supplier, number, waitsFor, since, ...urgency }) => ({
    args: { supplier, number: number ?? '', since, reminder: remindersOf(urgency) },
    lead: urgent(waitsFor, urgency),
  }),
  'month-not-started': ({ month }) => ({ args: { month }, lead: 'lead' }),
};

function attachedText(count: number): Text | null {
  return count === 0 ? null : say('notices:letter.invoices-ready.attached', { count });
}

/** `lead`, or `lead-escalated` to the one further up. */
function urgent(lead: string, { escalation }: Urgency): string {
  return escalation ? `${lead}-escalated` : lead;
}

/** Which reminder it is; in the escalation how many there were before it. */
function remindersOf({ reminder, escalation }: Urgency): number {
  return escalation ? reminder - 1 : reminder;
}

function moreText(rows: number): Text | null {
  return rows > MAX_ROWS ? say('notices:letter.more', { count: rows - MAX_ROWS }) : null;
}
