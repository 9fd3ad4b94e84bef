// The processes of supplier invoices as the server knows them: one for each invoice that came, one for
// each that is expected. Durations are policy, and travel in the input.

import { defineFlow, defineSignal, type StepLimits } from '../../kernel/flow.ts';

/** How long somebody is waited for before the next thing happens, in milliseconds. */
export type ReminderPolicy = {
  readonly remindAfterMs: number;
  readonly remindAgainAfterMs: number;
  readonly escalateAfterMs: number;
};

const DAY_MS = 86_400_000;

/** What an administrator has not changed: a reminder after two days, another after two, then the boss. */
export const REMINDER_POLICY: ReminderPolicy = {
  remindAfterMs: 2 * DAY_MS,
  remindAgainAfterMs: 2 * DAY_MS,
  escalateAfterMs: 3 * DAY_MS,
};

export type InvoiceIntakeInput = {
  readonly invoiceId: number;
  readonly policy: ReminderPolicy & StepLimits;
};

export const invoiceIntake = defineFlow<InvoiceIntakeInput>({
  name: 'invoiceIntake',
  idOf: ({ invoiceId }) => intakeId(invoiceId),
});

/** Something about the invoice changed: a file came, a difference was accepted, a register was mended. */
export const invoiceChanged = defineSignal<null>('invoiceChanged');

export function intakeId(invoiceId: number): string {
  return `invoice-${String(invoiceId)}`;
}

export type ExpectedInvoiceInput = {
  readonly supplier: string;
  readonly month: string;
  /** From the start of the watch to the end of the day on which the invoice is expected. */
  readonly dueInMs: number;
  readonly policy: ReminderPolicy;
};

export const expectedInvoice = defineFlow<ExpectedInvoiceInput>({
  name: 'expectedInvoice',
  idOf: ({ supplier, month }) => expectedId(supplier, month),
});

/** The expected invoice is there, or nobody waits for it any longer. */
export const invoiceArrived = defineSignal<null>('invoiceArrived');

export function expectedId(supplier: string, month: string): string {
  return `expected-${supplier}-${month}`;
}

/** The steps of the intake, in order, as its page shows them. */
export const INTAKE_STEPS = ['store', 'recognise', 'read', 'match', 'check', 'ready'] as const;
export type IntakeStep = (typeof INTAKE_STEPS)[number];

/** How far one run of the intake came. */
export type IntakeOutcome = {
  readonly state: 'waiting' | 'ready' | 'refused' | 'paired' | 'booked';
  readonly waitsFor: 'specification' | 'e-invoice' | 'decision' | null;
};
