// What a test run has started, ended in reverse when it is over, also after a failed `before`.
// Nothing here starts anything.

import { createChildren } from '../../tools/dev/children.ts';

type Ending = { readonly name: string; readonly end: () => Promise<unknown> };

const endings: Ending[] = [];

/** The processes of this mocha run. They end last, after everything that uses them. */
export const children = createChildren();

/** Registers what must be ended; call it as soon as the thing is there. */
export function atTheEnd(name: string, end: () => Promise<unknown>): void {
  endings.push({ name, end });
}

/** Ends all, in reverse; one that fails does not keep the others from ending. */
export async function endAll(): Promise<void> {
  const faults: unknown[] = [];
  for (const { name, end } of endings.splice(0).reverse()) {
    await end().catch((cause: unknown) => faults.push(new Error(`ending ${name}`, { cause })));
  }
  await children.stopAll();
  if (faults.length > 0) throw new AggregateError(faults, 'not all ended well');
}
