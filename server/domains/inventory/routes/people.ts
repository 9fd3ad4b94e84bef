// Who the holders of some services are, by address, so far as the register knows them.

import type { Directory } from '../../directory/directory.ts';
import type { HolderPerson, Holding } from '../rules/display.ts';

export async function peopleOf(
  directory: Pick<Directory, 'peopleByEmail'>,
  holdings: readonly Holding[],
): Promise<ReadonlyMap<string, HolderPerson>> {
  const emails = [...new Set(holdings.flatMap(({ holderEmail }) => holderEmail ?? []))];
  const people = await directory.peopleByEmail(emails);
  return new Map(people.map(({ email, name, isProtected }) => [email, { name, isProtected }]));
}
