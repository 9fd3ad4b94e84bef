// Names of those who did something, by their ids as journal and months keep them.

import { SYSTEM } from '../../../kernel/actor.ts';
import type { AskNames } from '../../journal/types.ts';
import type { NameOf } from '../pages/month-facts.ts';

/** Asks once for all; the house itself needs no name. */
export async function namesOf(ids: Iterable<string | null>, askNames: AskNames): Promise<NameOf> {
  const wanted = [...new Set(ids)].filter((id) => id !== null && id !== SYSTEM.id);
  const names = await askNames(wanted.flatMap((id) => id ?? []));
  return (id) => names.get(id) ?? null;
}
