// Swedish for the terminal: amounts, months and numbers of things.

import type { Month } from '../../server/kernel/calendar.ts';

const MONTHS = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
];

/** `1 234,50 kr` of öre. */
export function kronor(ore: number): string {
  const size = String(Math.abs(ore)).padStart(3, '0');
  return `${ore < 0 ? '−' : ''}${thousands(size.slice(0, -2))},${size.slice(-2)} kr`;
}

/** `1 row`, `2 rows`. */
export function plural(count: number, one: string, many: string): string {
  return `${thousands(String(count))} ${count === 1 ? one : many}`;
}

/** `Oktober 2026`. */
export function monthName(month: Month): string {
  const name = MONTHS[Number(month.slice(5)) - 1] ?? month;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${month.slice(0, 4)}`;
}

function thousands(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ' ');
}
