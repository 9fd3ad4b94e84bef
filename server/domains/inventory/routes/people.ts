// Who the holders of some services are, by address, so far as the register knows them.

import type { Directory } from '../../directory/directory.ts';
import type { HolderPerson } from '../rules/display.ts';

export async function peopleOf(
  directory: Pick<Directory, 'peopleByEmail'>,
  emails: readonly string[],
): Promise<ReadonlyMap<string, HolderPerson>> {
  const people = await directory.peopleByEmail([...new Set(emails)]);
  return new Map(people.map(({ email, name, isProtected }) => [email, { name, isProtected }]));
}
