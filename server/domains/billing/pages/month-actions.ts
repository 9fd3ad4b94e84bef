// What one may do with the month now: the buttons, each with why it can't be used, and the decision
// that the month waits for.

import { FRESH_FORM, say, type FormState, type Text } from '../../../kernel/page.ts';
import type { Why } from '../../../kernel/page-process.ts';
import type { Verdict } from '../../../kernel/verdict.ts';
import { paths } from '../paths.ts';
import type { MonthState } from '../types.ts';
import type { MonthFacts } from './month-facts.ts';
import { waitsText } from './month-steps.ts';

/** A button: where its form is sent, and why it can't be used now (null where it can). */
export type Action = {
  readonly href: string;
  readonly says: Text;
  readonly icon: string;
  readonly why: Text | null;
  /** What it leads to, where one is asked once more before it happens. */
  readonly confirm: Text | null;
};

export type WaiverForm = {
  readonly href: string;
  readonly id: string;
  readonly step: string;
  readonly supplier: string | null;
  readonly says: Text;
  /** What was written, and what was wrong with it, where the form is shown again. */
  readonly reason: string;
  readonly fault: Text | null;
};

/** What the month waits for, and the forms by which a person lets it go on. */
export type Decision = {
  readonly strong: Text;
  readonly says: Text;
  readonly approval: {
    readonly href: string;
    readonly freeze: number;
    readonly sha256: string;
    readonly why: Text | null;
  } | null;
  readonly redList: { readonly href: string; readonly says: Text } | null;
  readonly waivers: readonly WaiverForm[];
};

const ICONS = {
  pause: { icon: 'circle-pause' },
  resume: { icon: 'circle-play' },
  cancel: { icon: 'circle-x' },
  retry: { icon: 'rotate-cw' },
} as const;
type ActionName = keyof typeof ICONS;

const HREFS: Readonly<Record<ActionName, (month: string) => string>> = {
  pause: paths.pause,
  resume: paths.resume,
  cancel: paths.cancellation,
  retry: paths.retry,
};

/** Who has no right sees no button; where the state is in the way, the button says why. */
export function actionsOf(facts: MonthFacts): Action[] {
  const { state } = facts.month;
  if (state === 'closed' || state === 'cancelled') return [];
  return [
    ...actionOf(state === 'paused' ? 'resume' : 'pause', facts),
    ...actionOf('cancel', facts),
  ];
}

/** Only what failed for technical reasons is tried again, and only where something did. */
export function retryOf(facts: MonthFacts): Action | null {
  return facts.parts.some((part) => part.state === 'failed')
    ? (actionOf('retry', facts)[0] ?? null)
    : null;
}

function actionOf(name: ActionName, { may, month }: MonthFacts): Action[] {
  const verdict = may[name];
  if (verdict === null) return [];
  return [
    {
      href: HREFS[name](month.month),
      icon: ICONS[name].icon,
      says: say(`billing:action.${name}`),
      why: verdict.allowed ? null : say(`billing:whyNot.${name}`),
      confirm: name === 'cancel' && verdict.allowed ? say('billing:action.cancelMeans') : null,
    },
  ];
}

/** In these states nothing goes on before somebody acts. */
const WAITING: ReadonlySet<MonthState> = new Set([
  'waiting',
  'red-list',
  'preview',
  'awaiting-receipt',
]);

/** Null where nobody must do anything. */
export function decisionOf(facts: MonthFacts, form: FormState = FRESH_FORM): Decision | null {
  const { state } = facts.month;
  if (!WAITING.has(state)) return null;
  const waits = facts.process?.waitsFor ?? null;
  const said =
    // What was waited for a moment ago may still be noted when the month has gone on.
    waits?.what !== state
      ? { strong: say(`billing:waits.${state}`), says: say('billing:waits.now') }
      : waitsText(waits);
  return {
    ...said,
    approval: approvalOf(facts),
    redList: redListOf(facts),
    waivers:
      facts.may.waive?.allowed === true ? waiversOf(facts).map((each) => filledIn(each, form)) : [],
  };
}

function approvalOf({ month, may }: MonthFacts): Decision['approval'] {
  if (may.approve === null || month.state !== 'preview' || month.freeze === null) return null;
  return {
    href: paths.approval(month.month),
    freeze: month.freeze,
    sha256: `${(month.freezeSha256 ?? '').slice(0, 12)}…`,
    why: reasonOf(may.approve),
  };
}

function reasonOf(verdict: Verdict): Text | null {
  return verdict.allowed ? null : say(`errors:${verdict.code}`, verdict.details.args ?? {});
}

function redListOf({ red, month }: MonthFacts): Decision['redList'] {
  const count = red.filter((line) => line.state === 'open').length;
  if (count === 0) return null;
  return {
    href: paths.redList(month.month),
    says: say('billing:monthPage.openRedList', { count }),
  };
}

/** The form that was sent is open again, with what stood in it. */
function filledIn(waiver: EmptyWaiver, { values, faults }: FormState): WaiverForm {
  const isSent = values['step'] === waiver.step && (values['supplier'] ?? null) === waiver.supplier;
  const { reason } = values;
  return {
    ...waiver,
    reason: isSent && typeof reason === 'string' ? reason : '',
    fault: isSent ? (faults.find(({ field }) => field === 'reason')?.says ?? null) : null,
  };
}

type EmptyWaiver = Omit<WaiverForm, 'reason' | 'fault'>;

function waiversOf({ month, expected, supplierName }: MonthFacts): EmptyWaiver[] {
  const href = paths.waiver(month.month);
  if (month.state === 'awaiting-receipt') {
    const says = say('billing:waiver.receipt');
    return [{ href, id: 'waive-receipt', step: 'awaiting-receipt', supplier: null, says }];
  }
  if (month.state !== 'waiting') return [];
  return expected
    .filter((each) => each.kind === 'supplier')
    .map((each) => ({
      href,
      id: `waive-${each.supplier}`,
      step: 'waiting',
      supplier: each.supplier,
      says: say('billing:waiver.supplier', { supplier: supplierName(each.supplier) }),
    }));
}

/** Beside a cancel button that can't be used: since when, and what can be done instead. */
export function whyNotCancel({ may, month }: MonthFacts): Why | null {
  const isOver = month.state === 'closed' || month.state === 'cancelled';
  if (may.cancel === null || may.cancel.allowed || isOver) return null;
  return {
    strong: say('billing:whyNot.cancelStrong'),
    says:
      month.approvedAt === null
        ? say('billing:whyNot.cancel')
        : say('billing:whyNot.cancelSince', { at: month.approvedAt }),
  };
}
