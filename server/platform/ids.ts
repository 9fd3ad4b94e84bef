// Random ids for what has no business key. Pure code never makes one.

import { randomUUID } from 'node:crypto';

export function newId(): string {
  return randomUUID();
}
