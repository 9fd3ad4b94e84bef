// How amounts, counts, days and moments are written for people, in Swedish and in English alike:
// `1 234,50 kr`, `2026-10-31`, `kl. 08.41`. Formatters are built once; only no-break spaces inside.

import { isLocalDate, isMonth, stockholm, type Instant, type Month } from '../kernel/calendar.ts';
import type { Ore } from '../kernel/money.ts';
import type { Lang } from './route.ts';

/** English texts keep Swedish numbers: an invoice shall look the same in both languages. */
const LOCALE: Readonly<Record<Lang, string>> = { sv: 'sv-SE', en: 'en-SE' };
const NO_BREAK = '\u00a0';
const MINUS = '\u2212';

export type MoneyForm = {
  /** `kr` after the amount (default), or nothing where the heading has the unit. */
  readonly unit?: boolean;
  /** A plus before what is above zero: for changes only. */
  readonly sign?: boolean;
};

/** Whole öre as `1 234,50 kr` with no-break spaces and a true minus, exact to the last öre. */
export function formatMoney(ore: Ore | number, form: MoneyForm = {}): string {
  if (!Number.isSafeInteger(ore)) throw new RangeError(`not whole öre: ${String(ore)}`);
  const size = Math.abs(ore);
  const kronor = formatCount(Math.floor(size / 100), 'sv');
  const rest = String(size % 100).padStart(2, '0');
  const unit = form.unit === false ? '' : `${NO_BREAK}kr`;
  return `${signOf(ore, form.sign === true)}${kronor},${rest}${unit}`;
}

/** A number with grouped digits; with a sign where it is a change. */
export function formatCount(value: number, lang: Lang, form: { sign?: boolean } = {}): string {
  return signOf(value, form.sign === true) + numberFormat(lang, 3).format(Math.abs(value));
}

/** A per cent: `99,4 %`. */
export function formatPercent(value: number, lang: Lang): string {
  return `${formatCount(value, lang)}${NO_BREAK}%`;
}

/** A decimal text of kronor as a price list has it, with two decimals at least: `0,0125`, `45,00`. */
export function formatPrice(kronor: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(kronor);
  if (match === null) throw new RangeError(`not a price: ${kronor}`);
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(2, '0');
  const minus = match[1] === '-' ? MINUS : '';
  return `${minus}${formatCount(Number(match[2]), 'sv')},${fraction}`;
}

/** A file's size: `1,2 MB`. */
export function formatBytes(bytes: number, lang: Lang): string {
  const units = ['byte', 'kB', 'MB', 'GB'];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = numberFormat(lang, step === 0 ? 0 : 1).format(bytes / 1000 ** step);
  return `${value}${NO_BREAK}${units[step] ?? ''}`;
}

/** `oktober 2026`. */
export function formatMonth(month: Month, lang: Lang): string {
  return monthFormat(lang, 'long', true).format(new Date(`${month}-01T00:00:00Z`));
}

/** `oktober`: where the year is said elsewhere. */
export function formatMonthName(month: Month, lang: Lang, length: 'long' | 'short'): string {
  const name = monthFormat(lang, length, false).format(new Date(`${month}-01T00:00:00Z`));
  return name.replace(/\.$/, '').slice(0, length === 'short' ? 3 : undefined);
}

/** `torsdag 5 november 2026`. */
export function formatLongDate(date: string, lang: Lang): string {
  return longDateFormat(lang).format(new Date(`${date}T00:00:00Z`));
}

/** The Stockholm wall clock of a moment: `kl. 08.41`, in English `08:41`. */
export function formatTime(at: Instant, lang: Lang): string {
  const { time } = stockholm(at);
  return lang === 'sv' ? `kl.${NO_BREAK}${time.replace(':', '.')}` : time;
}

/** `2026-10-31 kl. 08.41`. */
export function formatInstant(at: Instant, lang: Lang): string {
  return `${stockholm(at).date} ${formatTime(at, lang)}`;
}

/** A day as it stands, a month by name, a moment with its clock. */
export function formatWhen(when: string, lang: Lang): string {
  if (isLocalDate(when)) return when;
  if (isMonth(when)) return formatMonth(when, lang);
  return formatInstant(when as Instant, lang);
}

function signOf(value: number, plus: boolean): string {
  if (value < 0) return MINUS;
  return plus && value > 0 ? '+' : '';
}

const numberFormat = kept((lang: Lang, decimals: number) => {
  const format = new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: decimals });
  return { format: (value: number) => format.format(value).replace(/\s/g, NO_BREAK) };
});

const monthFormat = kept(
  (lang: Lang, length: 'long' | 'short', year: boolean) =>
    new Intl.DateTimeFormat(LOCALE[lang], {
      month: length,
      timeZone: 'UTC',
      ...(year ? { year: 'numeric' } : {}),
    }),
);

const longDateFormat = kept(
  (lang: Lang) =>
    new Intl.DateTimeFormat(LOCALE[lang], {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }),
);

/** Intl formatters are dear to make: each is made once for its arguments. */
function kept<Args extends readonly unknown[], Made>(
  make: (...args: Args) => Made,
): (...args: Args) => Made {
  const made = new Map<string, Made>();
  return (...args) => {
    const key = args.join('|');
    const before = made.get(key);
    if (before !== undefined) return before;
    const now = make(...args);
    made.set(key, now);
    return now;
  };
}
