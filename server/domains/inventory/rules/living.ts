// With whom a subscription lives: whoever owns it now or will; where nobody does, who owned it last.

import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Ownership } from '../types.ts';

export function livingOwners(
  ownerships: readonly Ownership[],
  today: LocalDate,
): readonly Ownership[] {
  const living = ownerships.filter(({ to }) => to === null || to >= today);
  if (living.length > 0) return living;
  const last = ownerships
    .map(({ to }) => to ?? today)
    .sort()
    .at(-1);
  return ownerships.filter(({ to }) => to === last);
}
