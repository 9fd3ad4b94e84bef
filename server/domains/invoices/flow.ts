// The processes of supplier invoices as the server knows them: one for each invoice that came, one for
// each that is expected. When people are reminded is data, asked for when a wait begins.

import { defineFlow, defineSignal, type StepLimits } from '../../kernel/flow.ts';

export type InvoiceIntakeInput = {
  readonly invoiceId: number;
  readonly limits: StepLimits;
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

/** How far one run of the intake came; `received`: a file came while the others were read. */
export type IntakeOutcome = {
  readonly state: 'received' | 'waiting' | 'ready' | 'refused' | 'paired' | 'booked';
  readonly waitsFor: 'specification' | 'e-invoice' | 'decision' | null;
};
