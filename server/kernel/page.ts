// The words of a page: what pages.ts builds and templates draw. Catalogue keys, never sentences;
// hrefs come from a room's paths.ts.

/** An argument of a sentence: a number, a text, or another sentence. */
export type TextArg = string | number | Text;
export type TextArgs = Readonly<Record<string, TextArg>>;

/** A sentence by its catalogue key (`room:key`), or what is the same in every language. */
export type Text =
  { readonly key: string; readonly args: TextArgs } | { readonly verbatim: string };

/** A sentence of the catalogue. */
export function say(key: string, args: TextArgs = {}): Text {
  return { key, args };
}

/** A name, a number or a code: the same in every language. */
export function verbatim(text: string): Text {
  return { verbatim: text };
}

/** How it stands; colour never says it alone, so each has an icon and a word. */
export type Standing = 'ok' | 'wait' | 'stop' | 'info' | 'off';

export type Status = {
  readonly st: Standing;
  /** The design system's colour for a tag. */
  readonly color: string;
  readonly icon: string;
  readonly says: Text;
};

const LOOKS: Readonly<Record<Standing, { readonly color: string; readonly icon: string }>> = {
  ok: { color: 'success', icon: 'circle-check' },
  wait: { color: 'warning', icon: 'triangle-alert' },
  stop: { color: 'danger', icon: 'octagon-x' },
  info: { color: 'info', icon: 'circle-dot' },
  off: { color: 'neutral', icon: 'circle-minus' },
};

/** A status with the icon of its standing, or one of its own. */
export function status(st: Standing, says: Text, icon: string = LOOKS[st].icon): Status {
  return { st, color: LOOKS[st].color, icon, says };
}

/** A step on the way to this page; the last one has no href. */
export type Crumb = { readonly href: string | null; readonly says: Text };

/** What every page has: its title, and the way to it (empty on the start page). */
export type PageHead = { readonly title: Text; readonly crumbs: readonly Crumb[] };

/** The way to a page: the start page, the rooms between, and the page itself. */
export function crumbs(title: Text, ...between: readonly Crumb[]): readonly Crumb[] {
  return [{ href: '/', says: say('layout:menu.start') }, ...between, { href: null, says: title }];
}

/** A column: its heading, and the value that its button sends where one may sort by it. */
export type Column = {
  readonly says: Text;
  readonly value: string | null;
  readonly sorted: 'ascending' | 'descending' | 'none';
  readonly numeric: boolean;
};

/**
 * The columns of a list that sorts by `?sort=`, `-` before what goes downwards. A button sends the
 * other direction where its column is sorted already; numbers begin with the largest.
 */
export function columns(
  sort: string,
  specs: readonly { readonly says: Text; readonly by?: string; readonly numeric?: boolean }[],
): readonly Column[] {
  return specs.map(({ says, by, numeric = false }) => {
    if (by === undefined) return { says, value: null, sorted: 'none', numeric };
    if (sort === by) return { says, value: `-${by}`, sorted: 'ascending', numeric };
    if (sort === `-${by}`) return { says, value: by, sorted: 'descending', numeric };
    return { says, value: numeric ? `-${by}` : by, sorted: 'none', numeric };
  });
}

/** Where in a list one stands: `rad 101–150 av 8 940`; hrefs are null at the ends. */
export type Paging = {
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
};

/** A choice of a select. */
export type Option = { readonly value: string; readonly says: Text; readonly chosen: boolean };

/** A fault of a form, with the field it concerns (its id). */
export type FieldFault = { readonly field: string; readonly says: Text };

/** What was sent, and what was wrong with it; empty when a form is first shown. */
export type FormState = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly FieldFault[];
};

export const FRESH_FORM: FormState = { values: {}, faults: [] };

/** A field of a form, as the partials `field`, `select` and `area` draw it. */
export type Field = {
  readonly name: string;
  readonly label: Text;
  readonly hint: Text | null;
  readonly type: string;
  readonly value: string;
  readonly fault: Text | null;
  readonly describedBy: string | null;
  readonly required: boolean;
  readonly options: readonly Option[];
  /** Id of the page's list of suggestions (partial `suggestions`), which several fields may share. */
  readonly list: string | null;
};

export type Suggestion = { readonly value: string; readonly says: Text };

/** What the browser proposes while one writes. */
export type Suggestions = { readonly id: string; readonly options: readonly Suggestion[] };

export type FieldSpec = {
  readonly label: Text;
  readonly hint?: Text;
  /** `text` unless said otherwise; `date` gives the browser's calendar. */
  readonly type?: string;
  /** What stands there when the form is first shown. */
  readonly value?: string;
  readonly required?: boolean;
  /** For a select: value and name. */
  readonly options?: readonly Suggestion[];
  readonly list?: string;
};

/** A field with what was written before, and its fault if it had one. The name is also its id. */
export function field(name: string, spec: FieldSpec, form: FormState = FRESH_FORM): Field {
  const given = { hint: null, type: 'text', required: false, list: null, ...spec };
  const sent = form.values[name];
  const value = typeof sent === 'string' ? sent : (spec.value ?? '');
  const fault = form.faults.find((each) => each.field === name)?.says ?? null;
  return {
    ...given,
    name,
    value,
    fault,
    describedBy: notesOf(name, given.hint !== null, fault !== null),
    options: (spec.options ?? []).map((each) => ({ ...each, chosen: each.value === value })),
  };
}

/** The faults as the summary tells them: each with the label of its field. */
export function labelled(
  faults: readonly FieldFault[],
  fields: readonly Pick<Field, 'name' | 'label'>[],
): FieldFault[] {
  return faults.map((fault) => {
    const label = fields.find(({ name }) => name === fault.field)?.label;
    if (label === undefined) return fault;
    return { ...fault, says: say('parts:faultAt', { label, fault: fault.says }) };
  });
}

function notesOf(name: string, hint: boolean, fault: boolean): string | null {
  const notes = [...(hint ? [`${name}-hint`] : []), ...(fault ? [`${name}-fault`] : [])];
  return notes.length === 0 ? null : notes.join(' ');
}

/** What was done, said once on the page that follows. */
export type Flash = Status | null;

/** A place where nothing stands: what usually does, and what one can do. */
export type Empty = {
  readonly icon: string;
  readonly title: Text;
  readonly says: Text;
  readonly action: { readonly href: string; readonly says: Text } | null;
};

/** A fact in a row of facts, or a row of a small sum (`sum`: the last one). */
export type Fact = {
  readonly label: Text;
  readonly value: Text;
  readonly href: string | null;
  readonly sub: Text | null;
  readonly sum: boolean;
};

export function fact(
  label: Text,
  value: Text,
  more: Partial<Pick<Fact, 'href' | 'sub' | 'sum'>> = {},
): Fact {
  return { label, value, href: null, sub: null, sum: false, ...more };
}

/** A key figure; the whole tile leads to its list. */
export type Tile = {
  readonly href: string;
  readonly label: Text;
  readonly value: Text;
  readonly lines: readonly Text[];
};
