// Every rule that a room defines in its policy.ts, found by looking, so that none can be forgotten.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../../server/kernel/rule.ts';
import { ROOT } from '../../tools/dev/places.ts';

const DOMAINS = path.join(ROOT, 'server', 'domains');

/** All rules by name, in the order of rooms and of names within them. */
export async function rulesOfAllRooms(): Promise<Rule[]> {
  const rooms = readdirSync(DOMAINS).sort();
  const files = rooms.map((room) => path.join(DOMAINS, room, 'policy.ts')).filter(existsSync);
  const found: Rule[] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
    const rules = Object.values(exported).filter(isRule);
    found.push(...rules.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }
  return found;
}

function isRule(value: unknown): value is Rule {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'roles' in value &&
    'everywhere' in value
  );
}
