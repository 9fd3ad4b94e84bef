// How entries are chained: each seal's hash covers the seal before it and the whole entry.

import { createHash } from 'node:crypto';
import type { JournalEntry } from './types.ts';

/** The hash before the first entry. */
export const FIRST_HASH = Buffer.alloc(32);

/** SHA-256 over the previous hash and the entry as JSON in a fixed order of fields. */
export function sealOf(previous: Buffer, entry: JournalEntry): Buffer {
  const text = JSON.stringify([
    entry.id,
    entry.at,
    entry.event,
    entry.actor,
    entry.subject,
    canonical(entry.details),
  ]);
  return createHash('sha256').update(previous).update(text).digest();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, each]) => [key, canonical(each)]);
}
