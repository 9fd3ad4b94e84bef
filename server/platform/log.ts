// Structured logs on stdout. No names, addresses, numbers of people or cookies: ids and codes only.

import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

const STDOUT = 1;
const SECRET = ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'];

/** `to` is where a test reads what is logged. */
export function createLog(
  level: string,
  room: string,
  to: DestinationStream = pino.destination(STDOUT),
): Log {
  const options = {
    level,
    base: { room },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET, remove: true },
    serializers: { err: toLogged },
  };
  return pino(options, to);
}

/** What went wrong, in the error's own words. A database's tell what stood in the row: its code does. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = codeOfDatabase(error);
  return said === null ? error.message : `the database said ${said}`;
}

/** An error as it is logged: where it happened and why, nothing of what was worked on. */
function toLogged(error: unknown): Readonly<Record<string, unknown>> {
  const reason = reasonOf(error);
  if (!(error instanceof Error)) return { reason };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.name, reason, stack: frames.join('\n') };
}

/** `ER_DUP_ENTRY`, where an error is the database's own answer, or wraps one. */
function codeOfDatabase(error: Error): string | null {
  if ('sqlState' in error && 'code' in error) return String(error.code);
  return 'parent' in error && error.parent instanceof Error ? codeOfDatabase(error.parent) : null;
}
