// How a flow is told that there is something to look at: a signal says nothing more, and a second
// delivery of one says nothing new.

import { defineSignal, setHandler } from '@temporalio/workflow';
import type { Json, Signal } from '../server/kernel/flow.ts';

export type News = { readonly has: () => boolean; readonly read: () => void };

/** Listens for a signal from now on. Each key counts once, however often it is delivered. */
export function listenFor<Args extends Json>({ name }: Signal<Args>): News {
  const keys = new Set<string>();
  let unread = false;
  setHandler(defineSignal<[Args, string]>(name), (_args, key) => {
    if (keys.has(key)) return;
    keys.add(key);
    unread = true;
  });
  return {
    has: () => unread,
    read: () => {
      unread = false;
    },
  };
}
