// Every web process follows which pages changed, so that no message bus is needed between them.

import { instantSql, type Database } from './database.ts';
import { toInstant } from '../kernel/calendar.ts';
import { reasonOf, type Log } from './log.ts';

/** Rows commit in another order than they were numbered: look back this far, and skip what was seen. */
const LOOK_BACK_MS = 10_000;

type Change = { readonly id: number; readonly url: string };

/** Calls `onChange` once for each changed URL and tick. Returns how to stop. */
export function followPageChanges(
  { db, log, everyMs = 300 }: { db: Database; log: Log; everyMs?: number },
  onChange: (url: string) => void,
): () => void {
  let seen = new Set<number>();
  let busy = false;
  const started = Date.now();
  const look = async () => {
    const from = Math.max(started, Date.now() - LOOK_BACK_MS);
    const changes = await db.rows<Change>(
      'SELECT id, url FROM page_changes WHERE created_at >= ? ORDER BY id LIMIT 5000',
      [instantSql(toInstant(new Date(from)))],
    );
    const fresh = new Set(changes.filter(({ id }) => !seen.has(id)).map(({ url }) => url));
    seen = new Set(changes.map(({ id }) => id));
    for (const url of fresh) onChange(url);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch((error: unknown) => {
        log.warn({ reason: reasonOf(error) }, 'page changes wait');
      })
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
