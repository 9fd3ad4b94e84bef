// Two pages: all kinds of waits with what happens while they last, and the form that changes one.

import type { Instant } from '../../kernel/calendar.ts';
import {
  crumbs,
  field,
  labelled,
  say,
  status,
  type Field,
  type FieldFault,
  type Flash,
  type FormState,
  type PageHead,
  type Text,
} from '../../kernel/page.ts';
import { paths } from './paths.ts';
import { amountOf, TIME_UNITS, totalHours } from './rules.ts';
import { TIMES } from './schema.ts';
import { REMINDED_ROLES, WAIT_KINDS, type KeptWaitPolicy } from './types.ts';

export type WaitPoliciesFacts = {
  readonly policies: readonly KeptWaitPolicy[];
  readonly mayChange: boolean;
  readonly changed: boolean;
};

export type WaitPoliciesPage = PageHead & {
  readonly flash: Flash;
  readonly mayChange: boolean;
  readonly rows: readonly {
    readonly wait: Text;
    readonly remindAfter: Text;
    readonly remindAgainAfter: Text;
    readonly escalateAfter: Text;
    readonly total: Text;
    readonly who: Text;
    readonly escalateTo: Text;
    readonly changedAt: Instant | null;
    readonly change: string | null;
  }[];
};

export function waitPoliciesPage(facts: WaitPoliciesFacts): WaitPoliciesPage {
  const { policies, mayChange, changed } = facts;
  const title = say('processes:waitPolicies.title');
  const inOrder = WAIT_KINDS.flatMap(
    (kind) => policies.find((policy) => policy.kind === kind) ?? [],
  );
  return {
    title,
    crumbs: crumbs(title),
    flash: changed ? status('ok', say('processes:waitPolicies.changed')) : null,
    mayChange,
    rows: inOrder.map((policy) => ({
      wait: say(`processes:wait.${policy.kind}`),
      remindAfter: firstText(policy),
      remindAgainAfter: afterText(policy.remindAgainAfterHours),
      escalateAfter: afterText(policy.escalateAfterHours),
      total: say('processes:waitPolicies.total', { time: timeText(totalHours(policy)) }),
      who: say(`layout:role.${policy.who}`),
      escalateTo: say(`layout:role.${policy.escalateTo}`),
      changedAt: policy.changedAt,
      change: mayChange ? paths.waitPolicy(policy.kind) : null,
    })),
  };
}

/** An expected invoice is waited for from the end of its day; everything else from its beginning. */
function firstText({ kind, remindAfterHours: hours }: KeptWaitPolicy): Text {
  if (kind === 'invoice-expected') {
    if (hours === 0) return say('processes:waitPolicies.whenDayIsOver');
    return say('processes:waitPolicies.afterTheDay', { time: timeText(hours) });
  }
  return hours === 0 ? say('processes:waitPolicies.atOnce') : afterText(hours);
}

function afterText(hours: number): Text {
  return say('processes:waitPolicies.after', { time: timeText(hours) });
}

function timeText(hours: number): Text {
  const { amount, unit } = amountOf(hours);
  return say(`processes:time.${unit}`, { count: amount });
}

export type WaitPolicyPage = PageHead & {
  readonly action: string;
  readonly back: string;
  readonly version: string;
  readonly lead: Text;
  readonly now: Text;
  readonly times: readonly { readonly amount: Field; readonly unit: Field }[];
  readonly roles: readonly Field[];
  readonly reason: Field;
  readonly faults: readonly FieldFault[];
};

export function waitPolicyPage(policy: KeptWaitPolicy, form: FormState): WaitPolicyPage {
  const { kind } = policy;
  const title = say(`processes:wait.${kind}`);
  const sent = form.values['version'];
  const fields = waitFields(policy, form);
  return {
    title,
    crumbs: crumbs(title, {
      href: paths.waitPolicies(),
      says: say('processes:waitPolicies.title'),
    }),
    action: paths.waitPolicy(kind),
    back: paths.waitPolicies(),
    version: typeof sent === 'string' ? sent : String(policy.version),
    lead: say(`processes:waitSays.${kind}`),
    now: say('processes:waitPolicy.now', { time: timeText(totalHours(policy)) }),
    ...fields,
    faults: labelled(form.faults, [
      ...fields.times.flatMap(({ amount, unit }) => [amount, unit]),
      ...fields.roles,
      fields.reason,
    ]),
  };
}

function waitFields(policy: KeptWaitPolicy, form: FormState) {
  return {
    times: TIMES.map((name) => timeFields(name, policy, form)),
    roles: (['who', 'escalateTo'] as const).map((name) => roleField(name, policy, form)),
    reason: field(
      'reason',
      {
        label: say('processes:waitPolicy.reason'),
        hint: say('processes:waitPolicy.reasonHint'),
        required: true,
      },
      form,
    ),
  };
}

/** A time is a number and its unit, side by side. */
function timeFields(name: (typeof TIMES)[number], policy: KeptWaitPolicy, form: FormState) {
  const { amount, unit } = amountOf(policy[`${name}Hours`]);
  const label = say(`processes:waitPolicy.${name}`);
  const hint = say(`processes:waitPolicy.${name}Hint`);
  const options = TIME_UNITS.map((value) => ({
    value,
    says: say(`processes:waitPolicy.units.${value}`),
  }));
  return {
    amount: field(name, { label, hint, value: String(amount), required: true }, form),
    unit: field(
      `${name}Unit`,
      { label: say('processes:waitPolicy.unit', { of: label }), value: unit, options },
      form,
    ),
  };
}

function roleField(name: 'who' | 'escalateTo', policy: KeptWaitPolicy, form: FormState): Field {
  const options = REMINDED_ROLES.map((role) => ({ value: role, says: say(`layout:role.${role}`) }));
  const label = say(`processes:waitPolicy.${name}`);
  const hint = say(`processes:waitPolicy.${name}Hint`);
  return field(name, { label, hint, value: policy[name], options }, form);
}
