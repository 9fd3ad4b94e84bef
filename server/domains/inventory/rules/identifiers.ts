// What identifies a service and when. An identifier is a period, never a column that is overwritten:
// which subscription held a number on a day can always be asked.

import { addDays, type LocalDate } from '../../../kernel/calendar.ts';
import { toE164 } from '../../../kernel/numbers.ts';
import type { Namespace } from '../../catalogue/types.ts';

const EXTENSION = /^\d{1,20}$/;

/** The identifier as it is compared, or null where the namespace cannot hold it. */
export function normaliseIdentifier(namespace: Namespace, written: string): string | null {
  switch (namespace) {
    case 'e164':
      return toE164(written);
    case 'extension': {
      const digits = written.replace(/[\s-]/g, '');
      return EXTENSION.test(digits) ? digits : null;
    }
    case 'service_id':
      return written;
  }
}

/** Within what the identifier is unique: all numbers, one switchboard's, or service ids. */
export function namespaceKey(namespace: Namespace, switchboard: string | null): string {
  return namespace === 'extension' ? `extension:${switchboard ?? ''}` : namespace;
}

export type Identity = {
  readonly supplier: string | null;
  readonly namespace: string;
  readonly identifier: string;
  readonly raw: string;
};

export type HeldIdentity = Identity & { readonly from: LocalDate; readonly to: LocalDate | null };

export type Wanted = {
  readonly identity: Identity;
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
  readonly today: LocalDate;
  /** True where a freeze uses the subscription: then what it was called so far stays. */
  readonly isFrozen: boolean;
};

/**
 * The periods as they are to stand. They reach from activation to termination; another identifier than
 * the last corrects it, or, once anything frozen uses it, closes it yesterday and holds from today.
 */
export function planIdentities(held: readonly HeldIdentity[], wanted: Wanted): HeldIdentity[] {
  const last = held.at(-1);
  if (last === undefined)
    return fit([{ ...wanted.identity, from: wanted.activatedOn, to: null }], wanted);
  if (isSame(last, wanted.identity))
    return fit([...held.slice(0, -1), { ...last, ...wanted.identity }], wanted);
  const stays = wanted.isFrozen && last.from < wanted.today;
  const isOver = wanted.terminatedOn !== null && wanted.terminatedOn < wanted.today;
  if (!stays || isOver) {
    return fit([...held.slice(0, -1), { ...wanted.identity, from: last.from, to: null }], wanted);
  }
  const closed = { ...last, to: addDays(wanted.today, -1) };
  return fit(
    [...held.slice(0, -1), closed, { ...wanted.identity, from: wanted.today, to: null }],
    wanted,
  );
}

/** Cuts the periods to the subscription's life: the first begins and the last ends with it. */
function fit(periods: readonly HeldIdentity[], wanted: Wanted): HeldIdentity[] {
  const alive = periods.filter(
    ({ from, to }, index) =>
      index === periods.length - 1 ||
      ((to === null || to >= wanted.activatedOn) &&
        (wanted.terminatedOn === null || from <= wanted.terminatedOn)),
  );
  return alive.map((period, index) => ({
    ...period,
    from: index === 0 ? wanted.activatedOn : period.from,
    to: index === alive.length - 1 ? wanted.terminatedOn : period.to,
  }));
}

function isSame(left: Identity, right: Identity): boolean {
  return (
    left.supplier === right.supplier &&
    left.namespace === right.namespace &&
    left.identifier === right.identifier
  );
}
