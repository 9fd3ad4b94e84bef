// Random ids for what has no business key. Pure code never makes one.

import { randomBytes, randomUUID } from 'node:crypto';

export function newId(): string {
  return randomUUID();
}

/** A secret of 256 bits as base64url: tokens, keys of one-time maps. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
