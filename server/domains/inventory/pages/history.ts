// What the journal tells of a service, in words. Only events that have words are told.

import type { Instant } from '../../../kernel/calendar.ts';
import type { Json } from '../../../kernel/flow.ts';
import { say, verbatim, type Text } from '../../../kernel/page.ts';
import type { Event } from '../../../kernel/page-process.ts';
import { ownerText } from './show.ts';

type Entry = {
  readonly at: Instant;
  readonly event: string;
  readonly actor: string;
  readonly details: Readonly<Record<string, Json>>;
};

const TOLD = ['ownership.changed', 'subscription.created', 'subscription.changed'];

/** Names by what they are names of: owners by their codes, actors by their ids. */
type Names = {
  readonly owners: ReadonlyMap<string, string>;
  readonly actors: ReadonlyMap<string, string>;
};

export function historyOf(entries: readonly Entry[], names: Names): Event[] {
  return entries
    .filter(({ event }) => TOLD.includes(event))
    .map(({ at, event, actor, details }) => ({
      st: 'done' as const,
      icon: 'check',
      at,
      by: textOf(names.actors.get(actor)),
      title: titleOf(event, details, names.owners),
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
