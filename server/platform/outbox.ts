// What the outside is to be told, written in the transaction that decided it. A dispatcher in the
// worker's process delivers it afterwards, at least once; until then pages work without the outside.

import type { Flow, Json, Signal } from '../kernel/flow.ts';
import type { Clock } from './clock.ts';
import { instantSql, type Database, type Tx } from './database.ts';

export type SignalCall<Input extends Json, Args extends Json> = {
  readonly flow: Flow<Input>;
  /** The workflow's id: a business key. */
  readonly id: string;
  readonly signal: Signal<Args>;
  readonly args: Args;
  /** The handler does a key's work once, however often it is delivered. */
  readonly key: string;
};

export type Outbox = {
  /** Starts a flow; a second start of the same id changes nothing. */
  readonly start: <Input extends Json>(flow: Flow<Input>, input: Input, tx: Tx) => Promise<void>;
  /** Signals a flow with `(args, key)`. */
  readonly signal: <Input extends Json, Args extends Json>(
    call: SignalCall<Input, Args>,
    tx: Tx,
  ) => Promise<void>;
  /** Has a queued letter sent. */
  readonly letter: (letterId: number, tx: Tx) => Promise<void>;
  /** Tells those who look at a page that it changed. */
  readonly pageChanged: (url: string, tx?: Tx) => Promise<void>;
};

export type OutboxEntry = {
  readonly id: number;
  readonly kind: 'start' | 'signal' | 'letter';
  readonly target: string;
  readonly payload: Readonly<Record<string, Json>>;
  readonly attempts: number;
};

export function createOutbox(db: Database, clock: Clock): Outbox {
  const write = async (
    kind: OutboxEntry['kind'],
    target: string,
    payload: Readonly<Record<string, Json>>,
    tx: Tx,
  ) => {
    const now = instantSql(clock.now());
    await db.run(
      'INSERT INTO outbox (kind, target, payload, created_at, next_at) VALUES (?, ?, ?, ?, ?)',
      [kind, target, JSON.stringify(payload), now, now],
      tx,
    );
  };
  return {
    start: (flow, input, tx) =>
      write('start', flow.idOf(input), { flow: flow.name, queue: flow.queue, input }, tx),
    signal: (call, tx) =>
      write('signal', call.id, { signal: call.signal.name, args: call.args, key: call.key }, tx),
    letter: (letterId, tx) => write('letter', `letter:${String(letterId)}`, { letterId }, tx),
    pageChanged: async (url, tx) => {
      await db.run(
        'INSERT INTO page_changes (url, created_at) VALUES (?, ?)',
        [url, instantSql(clock.now())],
        tx,
      );
    },
  };
}
