// A form that was refused is shown again: what was written stays, each fault stands at its field.

import type { Fault } from '../kernel/refusal.ts';
import { Refusal } from '../kernel/refusal.ts';
import { say, type FieldFault, type FormState } from '../kernel/page.ts';

/** The faults of a form whose fields a schema refused. */
export function faultsOfFields(errors: readonly Fault[]): FieldFault[] {
  return errors.map(({ column = '', code, args = {} }) => ({
    field: column,
    says: say(`errors:${code}`, { column, ...args }),
  }));
}

/**
 * Runs what a form asks for. A refusal that the one who filled it in can mend (409, 422) shows the
 * form again with 422, the fault at the field that `fieldOf` names for its code; any other goes on.
 */
export async function orAgain(
  run: () => Promise<void>,
  again: (form: FormState) => Promise<void>,
  form: {
    readonly values: Readonly<Record<string, unknown>>;
    readonly fieldOf: (code: string) => string;
  },
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Refusal) || !/^(?:conflict|invalid)$/.test(error.kind)) throw error;
    const { code, details } = error;
    const faults = details.errors ?? [{ code, ...(details.args && { args: details.args }) }];
    await again({
      values: form.values,
      faults: faults.map((fault) => ({
        field: form.fieldOf(fault.code),
        says: say(`errors:${fault.code}`, { ...fault.args }),
      })),
    });
  }
}

/** What was sent, as texts, so that it can stand in the fields again. */
export function sentTexts(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
