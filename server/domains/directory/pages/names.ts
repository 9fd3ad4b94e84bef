// How people are named on pages: whoever has a protected identity is not.

import { say, verbatim, type Text } from '../../../kernel/page.ts';
import type { Person } from '../types.ts';

/** The name of who has an address; the address itself where the register does not know it. */
export function personText(email: string | null, people: ReadonlyMap<string, Person>): Text {
  if (email === null) return say('directory:nobody');
  const person = people.get(email.toLowerCase());
  return person === undefined ? verbatim(email) : nameOf(person);
}

export function nameOf({ name, isProtected }: Person): Text {
  return isProtected ? say('directory:protected') : verbatim(name);
}
