// Three pages: what can be imported, one kind with its form, and what a file would do.

import {
  crumbs,
  say,
  status,
  verbatim,
  type Flash,
  type PageHead,
  type Text,
} from '../../kernel/page.ts';
import type { Fault } from '../../kernel/refusal.ts';
import { paths } from './paths.ts';
import type { ImportKindName } from './types.ts';

/** More than these are counted, not listed: whoever has thousands mends the first and tries again. */
const LISTED_FAULTS = 200;

export type KindColumns = {
  readonly kind: string;
  readonly columns: readonly { readonly name: string; readonly required: boolean }[];
};

export type ImportIndexPage = PageHead & {
  readonly rows: readonly {
    readonly order: number;
    readonly href: string;
    readonly name: Text;
    readonly about: Text;
    readonly required: Text;
  }[];
};

export function importIndexPage(kinds: readonly KindColumns[]): ImportIndexPage {
  const title = say('imports:title');
  return {
    title,
    crumbs: crumbs(title),
    rows: kinds.map(({ kind, columns }, index) => ({
      order: index + 1,
      href: paths.show(kind),
      name: nameOf(kind),
      about: say(`imports:about.${kind}`),
      required: verbatim(
        columns
          .filter(({ required }) => required)
          .map(({ name }) => name)
          .join(', '),
      ),
    })),
  };
}

export type Done = {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
};

export type ImportKindPage = PageHead & {
  readonly about: Text;
  readonly action: string;
  readonly columns: readonly { readonly name: string; readonly needed: Text }[];
  readonly flash: Flash;
  readonly fault: Text | null;
};

/** One kind: its columns, the form, and what the import before did or why the file was refused. */
export function importKindPage(
  { kind, columns }: KindColumns,
  { done = null, fault = null }: { readonly done?: Done | null; readonly fault?: Text | null } = {},
): ImportKindPage {
  return {
    ...headOf(nameOf(kind), null),
    about: say(`imports:about.${kind}`),
    action: paths.preview(kind),
    columns: columns.map(({ name, required }) => ({
      name,
      needed: say(required ? 'imports:required' : 'imports:optional'),
    })),
    flash: done === null ? null : status('ok', doneText(done)),
    fault,
  };
}

function doneText({ added, changed, removed }: Done): Text {
  return added + changed + removed === 0
    ? say('imports:done.nothing')
    : say('imports:done.something', { added, changed, removed });
}

export type ImportPreviewPage = PageHead & {
  readonly file: string;
  readonly again: string;
  readonly counts: readonly { readonly label: Text; readonly value: number }[];
  readonly verdict: Flash;
  readonly delimiter: Text | null;
  readonly faults: readonly Text[];
  readonly moreFaults: number;
  readonly warnings: readonly Text[];
  readonly moreWarnings: number;
  /** What confirms it; null where there are faults or nothing to do. */
  readonly confirm: { readonly action: string; readonly sha256: string } | null;
};

export type Previewed = {
  readonly kind: ImportKindName;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly answer: {
    readonly rows: number;
    readonly added: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly removed: number;
    readonly delimiter: string;
    readonly warnings: readonly Fault[];
  } | null;
  readonly faults: readonly Fault[];
};

/** What a file would do, or everything that is wrong with it. */
export function importPreviewPage({ kind, file, answer, faults }: Previewed): ImportPreviewPage {
  const warnings = answer?.warnings ?? [];
  const changes = answer === null ? 0 : answer.added + answer.changed + answer.removed;
  return {
    ...headOf(say('imports:preview.title', { kind: nameOf(kind) }), kind),
    file: file.name,
    again: paths.show(kind),
    counts: countsOf(answer),
    verdict: verdictOf(changes, faults.length),
    delimiter:
      answer === null ? null : say('imports:preview.delimiter', { sign: answer.delimiter }),
    faults: faults.slice(0, LISTED_FAULTS).map(toText),
    moreFaults: Math.max(0, faults.length - LISTED_FAULTS),
    warnings: warnings.slice(0, LISTED_FAULTS).map(toText),
    moreWarnings: Math.max(0, warnings.length - LISTED_FAULTS),
    confirm: changes === 0 ? null : { action: paths.show(kind), sha256: file.sha256 },
  };
}

function countsOf(answer: Previewed['answer']): ImportPreviewPage['counts'] {
  if (answer === null) return [];
  const { rows, added, changed, unchanged, removed } = answer;
  return Object.entries({ rows, added, changed, unchanged, removed }).map(([name, value]) => ({
    label: say(`imports:count.${name}`),
    value,
  }));
}

function verdictOf(changes: number, faults: number): Flash {
  if (faults > 0) return status('stop', say('imports:preview.faulty', { count: faults }));
  return changes === 0
    ? status('info', say('imports:preview.nothing'))
    : status('ok', say('imports:preview.sound'));
}

/** A fault's sentence says where it is and what stands there. */
function toText({ row = 0, column = '', value = '', code, args }: Fault): Text {
  return say(`errors:${code}`, { row, column, value, ...args });
}

/** A page of one kind stands below the list; what follows it also below the kind's own page. */
function headOf(title: Text, kind: string | null): PageHead {
  const above = { href: paths.index(), says: say('imports:title') };
  if (kind === null) return { title, crumbs: crumbs(title, above) };
  return { title, crumbs: crumbs(title, above, { href: paths.show(kind), says: nameOf(kind) }) };
}

function nameOf(kind: string): Text {
  return say(`imports:kind.${kind}`);
}
