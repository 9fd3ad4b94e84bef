// What a task costs a person: a click or a press, a choice in a list, and a field written in are one action
// each. Looking and waiting are free.

import type { Locator } from 'playwright-core';

/** Counts a person's actions; throws when they become more than the budget. */
export function createActions(budget: number) {
  let taken = 0;
  const take = () => {
    taken += 1;
    if (taken > budget) throw new Error(`more than ${String(budget)} actions`);
  };
  return {
    taken: () => taken,
    click: async (target: Locator): Promise<void> => {
      take();
      await target.click();
    },
    write: async (target: Locator, text: string): Promise<void> => {
      take();
      await target.fill(text);
    },
    choose: async (target: Locator, value: string): Promise<void> => {
      take();
      await target.selectOption(value);
    },
  };
}
