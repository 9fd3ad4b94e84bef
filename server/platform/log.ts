// Structured logs on stdout. No names, addresses, numbers of people or cookies: ids and codes only.

import { pino, type Logger } from 'pino';

export type Log = Logger;

const SECRET = ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'];

export function createLog(level: string, room: string): Log {
  return pino({
    level,
    base: { room },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET, remove: true },
  });
}
