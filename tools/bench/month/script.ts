// The bare side of `month`: where its script is, and its statements one by one for who has no client.

import { readFileSync } from 'node:fs';
import path from 'node:path';

export const MONTH_SCRIPT = path.join(import.meta.dirname, 'month.sql');

/** The script's statements in order; comments are lines of their own. */
export function statementsOf(script: string = readFileSync(MONTH_SCRIPT, 'utf8')): string[] {
  return script
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
