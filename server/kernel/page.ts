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

export type Status = { readonly st: Standing; readonly icon: string; readonly says: Text };

const ICON_OF: Readonly<Record<Standing, { readonly icon: string }>> = {
  ok: { icon: 'circle-check' },
  wait: { icon: 'triangle-alert' },
  stop: { icon: 'octagon-x' },
  info: { icon: 'circle-dot' },
  off: { icon: 'circle-minus' },
};

/** A status with the icon of its standing, or one of its own. */
export function status(st: Standing, says: Text, icon: string = ICON_OF[st].icon): Status {
  return { st, icon, says };
}

/** A step on the way to this page; the last one has no href. */
export type Crumb = { readonly href: string | null; readonly says: Text };

/** What every page has: its title, and the way to it (empty on the start page). */
export type PageHead = { readonly title: Text; readonly crumbs: readonly Crumb[] };

/** The way to a page: the start page, the rooms between, and the page itself. */
export function crumbs(title: Text, ...between: readonly Crumb[]): readonly Crumb[] {
  return [{ href: '/', says: say('layout:menu.start') }, ...between, { href: null, says: title }];
}

/** A column that sorts: the query's value that its button sends, and how it stands now. */
export type SortColumn = {
  readonly says: Text;
  readonly value: string | null;
  readonly sorted: 'ascending' | 'descending' | 'none';
  readonly numeric: boolean;
};

/** Where in a list one stands: `rad 101–150 av 8 940`; hrefs are null at the ends. */
export type Paging = {
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
};

/** A fault of a form, with the field it concerns. */
export type FieldFault = { readonly field: string; readonly says: Text };
