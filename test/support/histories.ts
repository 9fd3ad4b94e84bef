// Where the saved histories of flows are, and whether this run records them anew.

import path from 'node:path';

export const HISTORIES = path.resolve(import.meta.dirname, '..', 'fixtures', 'histories');

/** `RECORD_HISTORIES=yes` in the environment. */
export function wantsRecording(): boolean {
  return process.env['RECORD_HISTORIES'] === 'yes';
}
