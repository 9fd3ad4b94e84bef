// The words of pages that follow something through time or down to its source: timelines, steps,
// sums that must agree, deviations, the chain behind a krona. Drawn by the partials of the same names.

import type { Status, Text } from './page.ts';

/** An event of a timeline; `at` is a day or a moment, null for what is still to come. */
export type Event = {
  readonly st: 'done' | 'now' | 'next' | 'stop';
  readonly icon: string;
  readonly at: string | null;
  /** Who did it, or when it is to come. */
  readonly by: Text | null;
  readonly title: Text;
  readonly says: Text | null;
};

/** How much of something is done, with words that say the same as the bar. */
export type Progress = { readonly done: number; readonly total: number; readonly says: Text };

/** A step of a process. */
export type StepView = {
  readonly st: 'done' | 'now' | 'next';
  readonly icon: string;
  readonly title: Text;
  readonly meta: Text | null;
  readonly progress: Progress | null;
  readonly status: Status | null;
  readonly note: Text | null;
  /** True when there is a progress, a status or a note to show below. */
  readonly more: boolean;
};

const STEP_ICONS = {
  done: { icon: 'circle-check' },
  now: { icon: 'loader' },
  next: { icon: 'circle-dashed' },
} as const;

/** A step with the icon of its state and nothing more than what is given. */
export function step(
  st: StepView['st'],
  title: Text,
  given: Partial<Pick<StepView, 'icon' | 'meta' | 'progress' | 'status' | 'note'>> = {},
): StepView {
  const whole = {
    icon: STEP_ICONS[st].icon,
    meta: null,
    progress: null,
    status: null,
    note: null,
    ...given,
  };
  const more = whole.progress !== null || whole.status !== null || whole.note !== null;
  return { st, title, ...whole, more };
}

/** Sums beside each other; `op` is the sign towards the one before, null on the first. */
export type Sums = {
  readonly items: readonly {
    readonly op: '=' | '≠' | null;
    readonly label: Text;
    readonly value: Text;
    readonly lines: readonly { readonly says: Text; readonly stop: boolean }[];
  }[];
  readonly verdict: Verdicted;
};

/** The same in words: what holds (`ok`) or what does not (`stop`). */
export type Verdicted = {
  readonly st: 'ok' | 'stop';
  readonly icon: string;
  readonly strong: Text;
  readonly says: Text | null;
};

export function verdicted(st: 'ok' | 'stop', strong: Text, says: Text | null = null): Verdicted {
  const look = st === 'ok' ? { icon: 'circle-check' } : { icon: 'triangle-alert' };
  return { st, icon: look.icon, strong, says };
}

/** Expected, found and why, in one sentence; `strong` is its beginning. */
export type Why = { readonly strong: Text | null; readonly says: Text };

/** A group of deviations with what is at stake. */
export type Deviated = {
  readonly href: string | null;
  readonly title: Text;
  readonly rows: Text | null;
  readonly why: Why;
  readonly expected: Text | null;
  readonly actual: Text | null;
  readonly stake: Text;
};

/** A link of the chain behind an amount; what more it shows is the template's block. */
export type Link = {
  readonly no: number;
  readonly title: Text;
  readonly amount: Text;
  readonly says: Text | null;
};

/** Lines of an original file around the one that matters. */
export type Excerpt = {
  readonly label: Text;
  readonly lines: readonly {
    readonly no: number;
    readonly text: string;
    readonly marked: boolean;
  }[];
};
