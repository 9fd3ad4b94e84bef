// When a letter is given up, and under which id it travels. Everything here is told the time.

import type { Instant } from '../../kernel/calendar.ts';
import type { LetterState } from './types.ts';

/** As long as mail servers usually try: after that nobody waits for the letter any more. */
const GIVE_UP_AFTER_MS = 5 * 24 * 3_600_000;

/** A letter that could not be handed over for so long never will be. */
export function isGivenUp(queuedAt: Instant, now: Instant): boolean {
  return Date.parse(now) - Date.parse(queuedAt) > GIVE_UP_AFTER_MS;
}

/** Only what failed is sent again by a person; a sent letter is never doubled. */
export function maySendAgain(state: LetterState): boolean {
  return state === 'failed';
}
