// How a service is told to people: its number as it is dialled, and how it stands on a day.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { say, status, verbatim, type Status, type Text } from '../../../kernel/page.ts';
import { numberText } from '../../../kernel/numbers.ts';

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

/** Addresses of all who hold or held it. */
export function everHeldBy(holdings: readonly Holding[]): string[] {
  return holdings.flatMap(({ holderEmail }) => holderEmail ?? []);
}

/** True where the number must not be shown: somebody with a protected identity holds or held it. */
export function isHeldInSecret(
  emails: readonly string[],
  people: ReadonlyMap<string, HolderPerson>,
): boolean {
  return emails.some((email) => people.get(email)?.isProtected === true);
}

/** The number, or that it is secret. */
export function shownNumber(identifier: string, secret: boolean): Text {
  return secret ? say('inventory:protected.number') : verbatim(numberText(identifier));
}
