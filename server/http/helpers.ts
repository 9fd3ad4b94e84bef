// The words that templates may use beside if, each and partials. Each returns a plain string, or
// markup in which every argument was escaped; none knows the business.

import handlebars, { type HelperOptions } from 'handlebars';
import type { Instant, Month } from '../kernel/calendar.ts';
import type { Text } from '../kernel/page.ts';
import type { Assets } from './assets.ts';
import {
  formatCount,
  formatInstant,
  formatLongDate,
  formatMoney,
  formatMonth,
  formatMonthName,
  formatTime,
  formatWhen,
} from './formats.ts';
import type { Lang } from './route.ts';
import type { Texts } from './texts.ts';

/** What helpers know of the page that is drawn; it travels in Handlebars' data channel. */
export type Drawing = { readonly lang: Lang; readonly csrf: string | null };

const escape = (text: string): string => handlebars.escapeExpression(text);
const markup = (html: string) => new handlebars.SafeString(html);

export function createHelpers({ texts, assets }: { texts: Texts; assets: Assets }) {
  return {
    /** `{{t "room:key" name=value}}`, `{{t says}}`. */
    t: (text: string | Text, options: HelperOptions) =>
      texts.t(langOf(options), text, hashOf(options)),

    /** `{{plural n "room:rows"}}`: the sentence for so many, `{{count}}` inside it. */
    plural: (count: number, text: string, options: HelperOptions) =>
      texts.t(langOf(options), text, { ...hashOf(options), count }),

    /** `{{money ore}}`; `unit=false` where the heading has the unit, `sign=true` for changes. */
    money: (ore: number | null, options: HelperOptions) =>
      ore === null ? '' : formatMoney(ore, hashOf(options)),

    /** `{{count n}}`: grouped digits; `sign=true` for changes. */
    count: (value: number | null, options: HelperOptions) =>
      value === null ? '' : formatCount(value, langOf(options), hashOf(options)),

    /** `{{date day}}`, `{{date month}}`, `{{date moment}}`; `form` = time, long, name or short. */
    date: (when: string | null, options: HelperOptions) => {
      if (when === null) return '';
      const shown = dateIn(hashOf(options)['form'], when, langOf(options));
      return markup(`<time datetime="${escape(when)}">${escape(shown)}</time>`);
    },

    /** `{{path href}}`, `{{path "/units" code page=2}}`: an address of ours, each part encoded. */
    path: (base: string, ...rest: unknown[]) => {
      const options = rest.pop() as HelperOptions;
      return pathOf(base, rest as (string | number)[], options.hash as Query);
    },

    /** `{{selected value chosen}}`: the attribute where they are equal; `as="checked"` for boxes. */
    selected: (value: unknown, chosen: unknown, options: HelperOptions) =>
      value === chosen ? ((hashOf(options)['as'] as string | undefined) ?? 'selected') : '',

    /** `{{csrf}}`: the hidden field that every form begins with. */
    csrf: (options: HelperOptions) => {
      const { csrf } = drawingOf(options);
      if (csrf === null) throw new Error('a form on a page without a session');
      return markup(`<input type="hidden" name="_csrf" value="${escape(csrf)}">`);
    },

    /** `{{asset "app.css"}}`. */
    asset: (name: string) => assets.url(name),

    /** `{{ikon "check"}}`: decoration, so that a word must stand beside it. */
    ikon: (name: string, options: HelperOptions) => {
      const more = hashOf(options)['class'] as string | undefined;
      const kind = more === undefined ? 'ic' : `ic ${more}`;
      return markup(
        `<svg class="${escape(kind)}" aria-hidden="true"><use href="${escape(assets.icon(name))}"></use></svg>`,
      );
    },
  };
}

function hashOf(options: HelperOptions): Record<string, unknown> {
  return options.hash as Record<string, unknown>;
}

function drawingOf(options: HelperOptions): Drawing {
  return (options.data as { drawing: Drawing }).drawing;
}

function langOf(options: HelperOptions): Lang {
  return drawingOf(options).lang;
}

function dateIn(form: unknown, when: string, lang: Lang): string {
  if (form === 'time') return formatTime(when as Instant, lang);
  if (form === 'long') return formatLongDate(when, lang);
  if (form === 'name') return formatMonthName(when as Month, lang, 'long');
  if (form === 'short') return formatMonthName(when as Month, lang, 'short');
  if (form === 'instant') return formatInstant(when as Instant, lang);
  if (form === 'month') return formatMonth(when as Month, lang);
  if (form === undefined) return formatWhen(when, lang);
  throw new Error(`no form ${JSON.stringify(form)} of a date`);
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

function pathOf(base: string, segments: readonly (string | number)[], query: Query): string {
  if (!/^\/(?![/\\])/.test(base)) throw new Error(`"${base}" is no address of ours`);
  const path = [base, ...segments.map((each) => encodeURIComponent(each))].join('/');
  const wanted = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const search = new URLSearchParams(wanted.map(([key, value]) => [key, String(value)]));
  return wanted.length === 0 ? path : `${path}?${search.toString()}`;
}
