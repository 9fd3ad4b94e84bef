// The named people of the demonstration, who recur in tests: karin approves, omar orders, eva looks
// after it all.

import { SIGN_INS, type SignIn } from '../../tools/demo/sign-ins.ts';

function person(name: string): SignIn {
  const found = SIGN_INS.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`nobody is called ${name}`);
  return found;
}

export const people = {
  /** Administrator. */
  eva: person('Eva Lind'),
  /** Finance; approved the closed months. */
  bjorn: person('Björn Ahl'),
  /** Finance, the second one: who placed red-list lines may not approve. */
  maja: person('Maja Sundell'),
  /** Owner of the cost centres 4520 and 4521. */
  karin: person('Karin Ek'),
  /** Owner of the cost centre 2110, in another department. */
  rune: person('Rune Oxelblad'),
  /** Coordinator of Omvårdnad. */
  omar: person('Omar Haddad'),
  /** Economist of Omvårdnad. */
  sara: person('Sara Holm'),
  /** Service desk. */
  tove: person('Tove Strand'),
  /** Auditor. */
  ingrid: person('Ingrid Stenhammar'),
  /** Employee. */
  amina: person('Amina Yusuf'),
} as const;
