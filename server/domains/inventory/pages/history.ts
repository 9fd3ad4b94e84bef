// What the journal tells of a service, in words. Only events that have words are told.

import type { Instant } from '../../../kernel/calendar.ts';
import type { Json } from '../../../kernel/flow.ts';
import { say, verbatim, type Text } from '../../../kernel/page.ts';
import type { Event } from '../../../kernel/page-process.ts';
import { ownerText } from './show.ts';

type Entry = {
  readonly at: Instant;
  readonly event: string;
  readonly details: Readonly<Record<string, Json>>;
};

const TOLD = ['ownership.changed', 'subscription.created', 'subscription.changed'];

export function historyOf(
  entries: readonly Entry[],
  ownerNames: ReadonlyMap<string, string>,
): Event[] {
  return entries
    .filter(({ event }) => TOLD.includes(event))
    .map(({ at, event, details }) => ({
      st: 'done' as const,
      icon: 'check',
      at,
      by: null,
      title: titleOf(event, details, ownerNames),
      says: textOf(details['reason']),
    }));
}

function titleOf(
  event: string,
  details: Entry['details'],
  ownerNames: ReadonlyMap<string, string>,
): Text {
  if (event !== 'ownership.changed') return say(`inventory:history.${event}`);
  const after = details['after'];
  const owners = Array.isArray(after) ? (after as readonly { owner?: Json }[]) : [];
  const names = owners.flatMap(({ owner }) => (typeof owner === 'string' ? [owner] : []));
  const [first] = names;
  return say('inventory:history.ownership.changed', {
    owner:
      first !== undefined && names.length === 1
        ? ownerText(first, ownerNames)
        : verbatim(names.join(', ')),
    from: typeof details['from'] === 'string' ? details['from'] : '',
  });
}

function textOf(value: Json | undefined): Text | null {
  return typeof value === 'string' && value !== '' ? verbatim(value) : null;
}
