// The numbers of the trade and their check digits: telephone numbers as E.164, organisation numbers,
// bankgiro, OCR, IMEI. No number is refused because a library does not know it (formats.md, Numbers).

/** What people write between the digits: spaces of every width, hyphens and dashes, brackets, dots. */
const BETWEEN_DIGITS = /[\s\u00a0\u2000-\u200b\u202f\u2060\u2010-\u2015\u2212\-()./]/g;
/** Numbers that only exist inside the country are kept as they are dialled: 112, 1177, 118xxx, 90xxx. */
const NATIONAL_ONLY = /^(?:11\d{1,5}|90\d{1,4})$/;
/** Without any prefix only what can be nothing else is taken for Swedish: mobile and m2m numbers. */
const BARE_MOBILE = /^7(?:\d{8}|19\d{6,10})$/;
const M2M = /^\+46719\d{6,10}$/;
const E164 = /^\+[1-9]\d{2,14}$/;
/** A Swedish number has at least six digits after the country code, and no zero at their head. */
const WITH_46 = /^46(0?[1-9]\d{5,12})$/;

/**
 * The number as E.164 (`+46701740605`), so that spaces, hyphens, `0`, `00`, `46` and `+46` are equal;
 * a number that is national only as dialled (`112`). Null for what holds no such number.
 * The sources of the rule: interfaces.md §4.3, formats.md.
 */
export function toE164(text: string): string | null {
  const dialled = text.replace(/\(0\)/g, '').replace(BETWEEN_DIGITS, '');
  if (NATIONAL_ONLY.test(dialled)) return dialled;
  const number = withCountryCode(dialled);
  return number !== null && E164.test(number) ? number : null;
}

function withCountryCode(dialled: string): string | null {
  if (dialled.startsWith('+')) return swedishWithoutZero(dialled.slice(1));
  if (dialled.startsWith('00')) return swedishWithoutZero(dialled.slice(2));
  if (dialled.startsWith('0')) return `+46${dialled.slice(1)}`;
  if (WITH_46.test(dialled)) return swedishWithoutZero(dialled);
  return BARE_MOBILE.test(dialled) ? `+46${dialled}` : null;
}

/** Many write `+46 070…`: no Swedish number has a zero after its country code. */
function swedishWithoutZero(international: string): string {
  return `+${international.replace(/^460/, '46')}`;
}

/** True for a Swedish machine's number: 0719 and six to ten digits. */
export function isM2mNumber(e164: string): boolean {
  return M2M.test(e164);
}

const NO_BREAK = '\u00a0';
const M2M_GROUPS = /^\+46(719)(\d{3})(\d{3})(\d+)$/;
const MOBILE_GROUPS = /^\+46(7\d)(\d{3})(\d{2})(\d{2})$/;
const STOCKHOLM_GROUPS = /^\+46(8)(\d{3})(\d{2,3})(\d{2})$/;
const OTHER_GROUPS = /^\+46([1-9]\d)(\d{2,3})(\d{2})(\d{2})$/;

/** `070-174 06 12`, `0719-000 417 02`; a supplier's service id or an extension as it was written. */
export function numberText(identifier: string): string {
  if (!/^[+\d][\d\s()-]{5,}$/.test(identifier)) return identifier;
  const e164 = toE164(identifier);
  if (e164 === null) return identifier;
  for (const pattern of [M2M_GROUPS, MOBILE_GROUPS, STOCKHOLM_GROUPS, OTHER_GROUPS]) {
    const [, area, ...groups] = pattern.exec(e164) ?? [];
    if (area !== undefined) return `0${area}-${groups.join(NO_BREAK)}`;
  }
  return e164;
}

/** The check digit that the Luhn formula (modulus 10) puts after some digits. */
export function luhnDigit(digits: string): string {
  const total = Array.from(digits)
    .reverse()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
  return String((10 - (total % 10)) % 10);
}

/** True when the last digit is the Luhn digit of the others. */
export function hasLuhnDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && luhnDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** Ten digits with a check digit, with or without the hyphen; twelve when a century stands first. */
export function isOrganisationNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '').replace(/^(?:16|18|19|20)(?=\d{10}$)/, '');
  return /^\d{10}$/.test(digits) && hasLuhnDigit(digits);
}

/** Seven or eight digits with a check digit, with or without the hyphen. */
export function isBankgiro(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{7,8}$/.test(digits) && hasLuhnDigit(digits);
}

/** Fifteen digits with a check digit. */
export function isImei(text: string): boolean {
  return /^\d{15}$/.test(text) && hasLuhnDigit(text);
}

/** Nineteen or twenty digits from 89. */
export function isIccid(text: string): boolean {
  return /^89\d{17,18}$/.test(text);
}

export const OCR_KINDS = ['luhn', 'luhn-length'] as const;
export type OcrKind = (typeof OCR_KINDS)[number];

/**
 * The OCR number of a reference: its digits, a length digit where the agreement with the bank has one
 * (the whole number's length modulo 10), and a Luhn digit last (formats.md, Customer invoices out).
 */
export function ocrNumber(digits: string, kind: OcrKind): string {
  const length = kind === 'luhn' ? '' : String((digits.length + 2) % 10);
  return `${digits}${length}${luhnDigit(`${digits}${length}`)}`;
}
