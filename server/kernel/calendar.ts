// Days, months and moments. A day is what a contract or an invoice calls a date; a moment is UTC.
// Only here does Europe/Stockholm meet UTC.

/** A calendar day, `YYYY-MM-DD`. Compare with < and >: text order is time order. */
export type LocalDate = string & { readonly __unit: 'local-date' };
/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly __unit: 'month' };
/** A moment in UTC, ISO 8601 with milliseconds and Z. */
export type Instant = string & { readonly __unit: 'instant' };

/** A period of days, both included; no `to` means until further notice. */
export type Period = { readonly from: LocalDate; readonly to: LocalDate | null };
/** A period with both ends, both included. */
export type ClosedPeriod = { readonly from: LocalDate; readonly to: LocalDate };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** True for a day that exists: `2026-02-31` does not. */
export function isLocalDate(text: string): text is LocalDate {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** The day of a text that is known to be one. Throws a RangeError otherwise. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a day: ${text}`);
  return text;
}

export function isMonth(text: string): text is Month {
  const match = MONTH.exec(text);
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= 12;
}

export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`);
  return text;
}

/** Whole days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) /
    MS_PER_DAY
  );
}

export function dateOfDayNumber(number: number): LocalDate {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as LocalDate;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days of a closed period, both ends counted. */
export function daysOf(period: ClosedPeriod): number {
  return dayNumber(period.to) - dayNumber(period.from) + 1;
}

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7) as Month;
}

export function firstDayOf(of: Month): LocalDate {
  return `${of}-01` as LocalDate;
}

export function lastDayOf(of: Month): LocalDate {
  const days = daysIn(Number(of.slice(0, 4)), Number(of.slice(5, 7)));
  return `${of}-${String(days).padStart(2, '0')}` as LocalDate;
}

export function addMonths(to: Month, months: number): Month {
  const count = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1 + months;
  const year = String(Math.floor(count / 12)).padStart(4, '0');
  return `${year}-${String((count % 12) + 1).padStart(2, '0')}` as Month;
}

/** The calendar month as a period. */
export function periodOfMonth(of: Month): ClosedPeriod {
  return { from: firstDayOf(of), to: lastDayOf(of) };
}

/** True when the day lies in the period, ends included. */
export function covers(period: Period, day: LocalDate): boolean {
  return period.from <= day && (period.to === null || day <= period.to);
}

/** The days that two periods share, or null. */
export function overlap(left: ClosedPeriod, right: Period): ClosedPeriod | null {
  const from = left.from > right.from ? left.from : right.from;
  const to = right.to === null || left.to < right.to ? left.to : right.to;
  return from <= to ? { from, to } : null;
}

const STOCKHOLM = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The Stockholm wall clock of a moment. */
export function stockholm(at: Instant): { date: LocalDate; time: string } {
  const parts = new Map(
    STOCKHOLM.formatToParts(new Date(at)).map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${get('year')}-${get('month')}-${get('day')}` as LocalDate,
    time: `${get('hour')}:${get('minute')}`,
  };
}

export function toInstant(date: Date): Instant {
  return date.toISOString() as Instant;
}

export function instantAfter(at: Instant, milliseconds: number): Instant {
  return toInstant(new Date(Date.parse(at) + milliseconds));
}

function daysIn(year: number, monthNumber: number): number {
  return new Date(Date.UTC(year, monthNumber, 0)).getUTCDate();
}
