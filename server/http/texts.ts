// Every sentence of the house, from config/locales/{sv,en}/ROOM.json: `t(lang, 'room:key', args)`.
// Swedish is complete and what is missing in English falls back on it; a key that nobody wrote is a bug.

import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Request, RequestHandler } from 'express';
import { createInstance, type FormatterModule, type i18n } from 'i18next';
import Backend from 'i18next-fs-backend';
import type { Instant, Month } from '../kernel/calendar.ts';
import type { Text } from '../kernel/page.ts';
import { addressWithout } from './address.ts';
import {
  formatBytes,
  formatCount,
  formatInstant,
  formatLongDate,
  formatMoney,
  formatMonth,
  formatMonthName,
  formatPercent,
  formatPrice,
  formatTime,
  formatWhen,
} from './formats.ts';
import type { Lang } from './route.ts';

export const LANGS: readonly Lang[] = ['sv', 'en'];
const LANG_COOKIE = 'lang';
const A_YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** Refusals of every room: a catalogue's own `errors` are found under `errors:CODE`. */
const ERRORS = 'errors';

export type Texts = {
  /** The sentence of a key, or of a Text. Numbers are grouped; `{{ore, money}}` and the like format. */
  readonly t: (lang: Lang, text: string | Text, args?: Readonly<Record<string, unknown>>) => string;
  readonly has: (key: string) => boolean;
  /** The cookie's language, else what the browser asks for, else Swedish. */
  readonly langOf: (request: Request) => Lang;
  /** `?lang=en` on a page: remembers it and leads to the same page without it. */
  readonly switchLang: RequestHandler;
};

/** Reads every catalogue of a folder at once. Throws where one is not JSON. */
export function createTexts(folder: string, options: { lenient?: boolean } = {}): Texts {
  const rooms = readdirSync(path.join(folder, 'sv'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
  const catalogue = load(folder, rooms);

  const t: Texts['t'] = (lang, text, args = {}) => {
    if (typeof text !== 'string') {
      if ('verbatim' in text) return text.verbatim;
      return t(lang, text.key, { ...args, ...text.args });
    }
    if (!catalogue.exists(text, { lng: lang, ...pluralOf(args) })) {
      if (options.lenient === true) return text;
      throw new Error(`no text "${text}" in config/locales`);
    }
    return catalogue.t(text, { lng: lang, ...spoken(lang, args, t) });
  };

  return {
    t,
    has: (key) => catalogue.exists(key, { lng: 'sv' }) || catalogue.exists(`${key}_other`),
    langOf,
    switchLang: (request, response, next) => {
      const wished = LANGS.find((lang) => lang === request.query['lang']);
      if (request.method !== 'GET' || wished === undefined) {
        next();
        return;
      }
      response.cookie(LANG_COOKIE, wished, {
        sameSite: 'lax',
        httpOnly: true,
        secure: request.secure,
        maxAge: A_YEAR_MS,
      });
      response.redirect(303, addressWithout('lang', request));
    },
  };
}

function langOf(request: Request): Lang {
  const chosen = /(?:^|;\s*)lang=(sv|en)(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  return (chosen ?? request.acceptsLanguages(...LANGS)) === 'en' ? 'en' : 'sv';
}

function load(folder: string, rooms: readonly string[]): i18n {
  const catalogue = createInstance();
  void catalogue
    .use(Backend)
    .use(FORMATS)
    .init({
      initAsync: false,
      lng: 'sv',
      fallbackLng: 'sv',
      supportedLngs: [...LANGS],
      preload: [...LANGS],
      ns: [...rooms],
      defaultNS: false,
      backend: { loadPath: path.join(folder, '{{lng}}', '{{ns}}.json') },
      interpolation: { escapeValue: false, alwaysFormat: true },
    });
  for (const lang of LANGS) {
    for (const room of rooms) {
      const bundle = catalogue.getResourceBundle(lang, room) as { errors?: unknown } | undefined;
      if (bundle === undefined) throw new Error(`no catalogue ${lang}/${room}.json, or not JSON`);
      if (room !== ERRORS && bundle.errors !== undefined) {
        catalogue.addResourceBundle(lang, ERRORS, bundle.errors, true, false);
      }
    }
  }
  return catalogue;
}

type Formatter = (value: never, lang: Lang) => string;

const FORMATTERS: Readonly<Record<string, Formatter>> = {
  money: (ore: number) => formatMoney(ore),
  change: (ore: number) => formatMoney(ore, { sign: true }),
  kronor: (ore: number) => formatMoney(ore, { unit: false }),
  count: (value: number, lang) => formatCount(value, lang),
  signed: (value: number, lang) => formatCount(value, lang, { sign: true }),
  plain: (value: number | string) => String(value),
  percent: (value: number, lang) => formatPercent(value, lang),
  bytes: (value: number, lang) => formatBytes(value, lang),
  date: (value: string, lang) => formatWhen(value, lang),
  month: (value: Month, lang) => formatMonth(value, lang),
  monthname: (value: Month, lang) => formatMonthName(value, lang, 'long'),
  // At the head of a column or a fact: `Oktober 2026`.
  Month: (value: Month, lang) => capital(formatMonth(value, lang)),
  Monthname: (value: Month, lang) => capital(formatMonthName(value, lang, 'long')),
  price: (value: string) => formatPrice(value),
  instant: (value: Instant, lang) => formatInstant(value, lang),
  time: (value: Instant, lang) => formatTime(value, lang),
  longdate: (value: string, lang) => formatLongDate(value, lang),
};

/** Ours instead of the library's, which swallows what a formatter throws. */
const FORMATS: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format,
};

/** What `{{value, name}}` becomes; a number without a name is grouped. */
function format(value: unknown, name: string | undefined, lang: string | undefined): string {
  const language: Lang = lang === 'en' ? 'en' : 'sv';
  if (value === undefined || value === null) return '';
  if (name === undefined || name === '') {
    if (typeof value === 'number') return formatCount(value, language);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  const formatter = FORMATTERS[name];
  if (formatter === undefined) throw new Error(`no format "${name}" for a text`);
  return formatter(value as never, language);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pluralOf(args: Readonly<Record<string, unknown>>): { count?: number } {
  return typeof args['count'] === 'number' ? { count: args['count'] } : {};
}

/** Arguments that are sentences themselves are said first. */
function spoken(
  lang: Lang,
  args: Readonly<Record<string, unknown>>,
  t: Texts['t'],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? t(lang, value as Text) : value,
    ]),
  );
}
