// Days as texts, one by one.

/** The day so many days later (or earlier, below 0). */
export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Every day from the first to the last, both included. */
export function everyDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = shift(day, 1)) days.push(day);
  return days;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** First and last day of the month in which the day lies, so many months on. */
export function monthAround(day: string, months = 0): { from: string; to: string } {
  const year = Number(day.slice(0, 4));
  const index = Number(day.slice(5, 7)) - 1 + months;
  const iso = (date: number): string => new Date(date).toISOString().slice(0, 10);
  return { from: iso(Date.UTC(year, index, 1)), to: iso(Date.UTC(year, index + 1, 0)) };
}

/** True for a text that names a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** True where the day lies in the period; an empty end is no end. */
export function isWithin(day: string, from: string, to: string): boolean {
  return (from === '' || from <= day) && (to === '' || day <= to);
}
