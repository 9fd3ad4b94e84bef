// How far a month has come: its steps, and what happened with who did it.

import { say, status, verbatim, type Status, type Text } from '../../../kernel/page.ts';
import { step, type StepView } from '../../../kernel/page-process.ts';
import type { Step, Waiting } from '../../processes/types.ts';
import type { MonthState } from '../types.ts';
import type { MonthFacts, NameOf } from './month-facts.ts';

const STATE_LOOKS: Readonly<
  Record<MonthState, readonly ['ok' | 'wait' | 'stop' | 'info' | 'off', string]>
> = {
  waiting: ['wait', 'clock'],
  'red-list': ['stop', 'octagon-x'],
  preview: ['wait', 'stamp'],
  numbering: ['info', 'loader'],
  invoicing: ['info', 'loader'],
  posting: ['info', 'loader'],
  exporting: ['info', 'loader'],
  'awaiting-receipt': ['wait', 'clock'],
  closed: ['ok', 'circle-check'],
  paused: ['off', 'circle-pause'],
  cancelled: ['off', 'circle-x'],
};

export function monthStatus(state: MonthState): Status {
  const [standing, icon] = STATE_LOOKS[state];
  return status(standing, say(`billing:state.${state}`), icon);
}

/** The steps in their order; the one that is under way says how far it has come. */
export function stepViews({ process }: MonthFacts): StepView[] {
  return (process?.steps ?? []).map(stepView);
}

function stepView(of: Step): StepView {
  const title = say(`billing:step.${of.name}.${of.state === 'done' ? 'done' : 'now'}`);
  const meta = metaOf(of);
  if (of.state === 'done') return step('done', title, { meta });
  if (of.state === 'skipped') return step('next', title, { meta: say('billing:step.skipped') });
  if (of.state === 'pending') return step('next', title);
  return underWay(of, title, meta);
}

function underWay(of: Step, title: Text, meta: Text | null): StepView {
  const isBar = of.done !== null && of.total !== null && of.total > 0;
  const failed = of.state === 'failed';
  return step('now', title, {
    ...(failed ? { icon: 'octagon-x' } : {}),
    meta,
    progress: isBar
      ? { ...progressArgs(of), says: say('billing:step.progress', progressArgs(of)) }
      : null,
    status: failed ? status('stop', messageOf(of)) : null,
    note: failed || of.message === null ? null : messageOf(of),
  });
}

function progressArgs({ done, total }: Step): { done: number; total: number } {
  return { done: done ?? 0, total: total ?? 0 };
}

function metaOf(of: Step): Text | null {
  if (of.state === 'done' && of.message !== null) return messageOf(of);
  if (of.total !== null && of.done !== null) return say('billing:step.progress', progressArgs(of));
  if (of.state === 'done' && of.endedAt !== null) return say('billing:step.at', { at: of.endedAt });
  return null;
}

function messageOf({ message, name }: Step): Text {
  if (message === null) return say('billing:step.failed', { name });
  return say(message.code, plainArgs(message.args));
}

/** Arguments of a sentence that the flow left: texts and numbers only. */
function plainArgs(args: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** Who must act, when the next reminder comes. */
export function waitsText(waits: Waiting): { strong: Text; says: Text } {
  return {
    strong: say(`billing:waits.${waits.what}`),
    says:
      waits.reminderAt === null
        ? say('billing:waits.since', { at: waits.since })
        : say('billing:waits.reminder', { at: waits.since, reminderAt: waits.reminderAt }),
  };
}

export type LogRow = {
  readonly at: string;
  readonly by: Text;
  readonly title: Text;
  readonly says: Text | null;
};

/** What happened, the newest first. */
export function timelineOf({ timeline, nameOf }: MonthFacts): LogRow[] {
  return timeline.map((entry) => {
    const reason = entry.details['reason'];
    return {
      at: entry.at,
      by: byWhom(entry.actor, nameOf),
      title: say(`billing:event.${entry.event}`, plainArgs(entry.details)),
      says:
        typeof reason === 'string' && reason !== '' ? say('billing:event.note', { reason }) : null,
    };
  });
}

export function byWhom(actor: string, nameOf: NameOf): Text {
  if (actor === 'system') return say('billing:by.house');
  const name = nameOf(actor);
  return name === null ? say('billing:by.someone') : verbatim(name);
}
