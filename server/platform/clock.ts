// What time it is. Commands get a clock; tests hold it still.

import { stockholm, toInstant, type Instant, type LocalDate } from '../kernel/calendar.ts';

export type Clock = {
  /** Now, in UTC. */
  readonly now: () => Instant;
  /** Today in Stockholm. */
  readonly today: () => LocalDate;
};

export function createClock(): Clock {
  const now = () => toInstant(new Date());
  return { now, today: () => stockholm(now()).date };
}

/** A clock that stands at a moment until it is told otherwise. */
export function createStillClock(at: Instant): Clock & { set: (at: Instant) => void } {
  let standing = at;
  return {
    now: () => standing,
    today: () => stockholm(standing).date,
    set: (next) => {
      standing = next;
    },
  };
}
