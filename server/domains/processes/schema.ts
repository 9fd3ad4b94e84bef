// What the form of a wait's policy may hold: an amount with its unit for each time, from hours to days.

import { z } from 'zod';
import { hoursOf, LONGEST_HOURS, TIME_UNITS, type TimeUnit } from './rules.ts';
import { REMINDED_ROLES, WAIT_KINDS } from './types.ts';

export const Nothing = z.strictObject({ done: z.enum(['changed']).optional() });

export const WaitPolicyQuestion = z.strictObject({ kind: z.string().max(40) });

const Amount = z
  .string()
  .trim()
  .regex(/^\d{1,4}$/, 'wait-policy.amount')
  .transform(Number);
const Unit = z.enum(TIME_UNITS, 'wait-policy.unit');

/** The times of a policy, as the form names them. */
export const TIMES = ['remindAfter', 'remindAgainAfter', 'escalateAfter'] as const;

export const WaitPolicyForm = z
  .strictObject({
    kind: z.enum(WAIT_KINDS),
    version: z.coerce.number().int().positive(),
    remindAfter: Amount,
    remindAfterUnit: Unit,
    remindAgainAfter: Amount,
    remindAgainAfterUnit: Unit,
    escalateAfter: Amount,
    escalateAfterUnit: Unit,
    who: z.enum(REMINDED_ROLES, 'wait-policy.role'),
    escalateTo: z.enum(REMINDED_ROLES, 'wait-policy.role'),
    reason: z.string().trim().min(3, 'form.reason').max(500, 'form.reason'),
  })
  .superRefine((form, context) => {
    for (const name of TIMES) {
      const hours = hoursIn(form, name);
      const least = name === 'remindAfter' ? 0 : 1;
      if (hours < least) context.addIssue(fault(name, 'wait-policy.at-once'));
      if (hours > LONGEST_HOURS) context.addIssue(fault(name, 'wait-policy.too-long'));
    }
  })
  .transform((form) => ({
    kind: form.kind,
    version: form.version,
    reason: form.reason,
    policy: {
      remindAfterHours: hoursIn(form, 'remindAfter'),
      remindAgainAfterHours: hoursIn(form, 'remindAgainAfter'),
      escalateAfterHours: hoursIn(form, 'escalateAfter'),
      who: form.who,
      escalateTo: form.escalateTo,
    },
  }));
export type WaitPolicyForm = z.output<typeof WaitPolicyForm>;

type Time = (typeof TIMES)[number];
type Times = Readonly<Record<Time, number> & Record<`${Time}Unit`, TimeUnit>>;

function hoursIn(form: Times, name: Time): number {
  return hoursOf({ amount: form[name], unit: form[`${name}Unit`] });
}

function fault(name: Time, message: string) {
  return { code: 'custom' as const, path: [name], message };
}
