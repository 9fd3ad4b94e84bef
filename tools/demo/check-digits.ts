// Numbers with check digits, and the ways in which people write a telephone number. The
// telephone numbers of named people lie in the range that the regulator keeps for fiction.

import type { Random } from './random.ts';

/** The digits with their Luhn check digit after them. */
export function withLuhn(digits: string): string {
  let total = 0;
  for (const [index, digit] of Array.from(digits).reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    total += value > 9 ? value - 9 : value;
  }
  return `${digits}${String((10 - (total % 10)) % 10)}`;
}

/** A Swedish VAT number of an organisation number. */
export function vatNumberOf(organisationNumber: string): string {
  return `SE${organisationNumber}01`;
}

/** An IMEI of a serial: 15 digits. */
export function imei(serial: number): string {
  return withLuhn(`35000000${String(serial).padStart(6, '0')}`);
}

/** An ICCID of a serial: 19 digits from 8946. */
export function iccid(serial: number): string {
  return withLuhn(`894600000${String(serial).padStart(9, '0')}`);
}

/** 070-174 06 05 to 99: kept by the regulator for books and films. `last` is 5 to 99. */
export function fictionNumber(last: number): string {
  return `+4670174${String(600 + last).padStart(4, '0')}`;
}

/** A machine's number, 0719 and eight digits. */
export function machineNumber(last: number): string {
  return `+46719${String(last).padStart(8, '0')}`;
}

/** A mobile number outside the range of fiction, from the series 070, 072, 073, 076 and 079. */
export function mobileNumber(random: Random): string {
  const series = random.pick(['70', '72', '73', '76', '79']);
  const rest = String(random.between(2_000_000, 9_999_999));
  return series === '70' && rest.startsWith('17406') ? mobileNumber(random) : `+46${series}${rest}`;
}

/** The number as somebody may have written it: with a country code or not, in groups or not. */
export function spelled(e164: string, random: Random): string {
  const national = e164.slice(3);
  const groups = `${national.slice(0, 2)} ${grouped(national.slice(2))}`;
  const spellings = [
    e164,
    e164,
    `0${national}`,
    `0${national.slice(0, 2)}-${grouped(national.slice(2))}`,
    `+46 ${groups}`,
    `0046${national}`,
    `0${groups}`,
    ...(national.startsWith('719') ? [] : [e164.slice(1)]),
  ];
  return random.pick(spellings);
}

function grouped(digits: string): string {
  return `${digits.slice(0, 3)} ${(digits.slice(3).match(/\d{1,2}/g) ?? []).join(' ')}`;
}
