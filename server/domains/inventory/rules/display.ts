// How a service is told to people: its number as it is dialled, and how it stands on a day.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { say, status, verbatim, type Status, type Text } from '../../../kernel/page.ts';
import { toE164 } from '../../../kernel/numbers.ts';

const NO_BREAK = '\u00a0';
const M2M = /^\+46(719)(\d{3})(\d{3})(\d+)$/;
const MOBILE = /^\+46(7\d)(\d{3})(\d{2})(\d{2})$/;
const STOCKHOLM = /^\+46(8)(\d{3})(\d{2,3})(\d{2})$/;
const OTHER = /^\+46([1-9]\d)(\d{2,3})(\d{2})(\d{2})$/;

/** `070-174 06 12`, `0719-000 417 02`; a supplier's service id or an extension as it was written. */
export function numberText(identifier: string): string {
  if (!/^[+\d][\d\s()-]{5,}$/.test(identifier)) return identifier;
  const e164 = toE164(identifier);
  if (e164 === null) return identifier;
  for (const pattern of [M2M, MOBILE, STOCKHOLM, OTHER]) {
    const [, area, ...groups] = pattern.exec(e164) ?? [];
    if (area !== undefined) return `0${area}-${groups.join(NO_BREAK)}`;
  }
  return e164;
}

export type Lifetime = { readonly activatedOn: LocalDate; readonly terminatedOn: LocalDate | null };

/** Active, on its way in or out, or gone, on a day. */
export function standingOf({ activatedOn, terminatedOn }: Lifetime, on: LocalDate): Status {
  if (activatedOn > on) {
    return status('info', say('inventory:status.coming', { on: activatedOn }), 'clock');
  }
  if (terminatedOn === null) return status('ok', say('inventory:status.active'));
  if (terminatedOn < on) {
    return status('off', say('inventory:status.terminated', { on: terminatedOn }));
  }
  return status('off', say('inventory:status.ending', { on: terminatedOn }));
}

/** What is known of somebody who holds a service. */
export type HolderPerson = { readonly name: string; readonly isProtected: boolean };

export type Holding = { readonly holderEmail: string | null; readonly holderText: string | null };

/** Who holds it: a person by name, a function or a thing, or nobody. Protected people are not named. */
export function holderText(
  { holderEmail, holderText: text }: Holding,
  people: ReadonlyMap<string, HolderPerson>,
): Text {
  const person = holderEmail === null ? undefined : people.get(holderEmail);
  if (person?.isProtected === true) return say('inventory:protected.person');
  if (person !== undefined) return verbatim(person.name);
  if (text !== null) return verbatim(text);
  return holderEmail === null ? say('inventory:nobody') : verbatim(holderEmail);
}

/** True where the number must not be shown: somebody with a protected identity holds it. */
export function isHeldInSecret(
  holdings: readonly Holding[],
  people: ReadonlyMap<string, HolderPerson>,
): boolean {
  return holdings.some(
    ({ holderEmail }) => holderEmail !== null && people.get(holderEmail)?.isProtected === true,
  );
}

/** The number, or that it is secret. */
export function shownNumber(identifier: string, secret: boolean): Text {
  return secret ? say('inventory:protected.number') : verbatim(numberText(identifier));
}
