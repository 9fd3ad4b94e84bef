// A cost centre from a day: what it was before stays known, so that a month that is run later still
// sees it as it was.

import { addDays, type LocalDate } from '../../../kernel/calendar.ts';
import type { Actor } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Journal } from '../../journal/journal.ts';
import { parseCodeString, parseSuccessors } from '../rules.ts';
import type { DirectoryStore, StoredCostCentre } from '../store.ts';
import type { CodeCheck, CostCentreChannel, VatTreatment } from '../types.ts';

/** What may change from a day. What is left out stays. */
export type CostCentreValues = {
  readonly name?: string;
  readonly unit?: string;
  readonly ownerEmail?: string | null;
  readonly coordinatorEmail?: string | null;
  /** `account=6219;activity=2240`. */
  readonly codeString?: string | null;
  readonly counterpart?: string | null;
  readonly vat?: VatTreatment;
  readonly channel?: CostCentreChannel;
};

export type ChangeCostCentre = {
  readonly code: string;
  /** The version that the one who decides has seen. */
  readonly version: number;
  readonly from: LocalDate;
  readonly values: CostCentreValues;
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
};

export type CloseCostCentre = {
  readonly code: string;
  readonly version: number;
  /** The last day on which it is charged; null opens it again. */
  readonly validTo: LocalDate | null;
  /** `4200` or `4200=60|4300=40`; null for none. */
  readonly successor: string | null;
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
};

export type CostCentreCommandDeps = {
  readonly db: Database;
  readonly store: DirectoryStore;
  readonly journal: Pick<Journal, 'record'>;
  readonly clock: Clock;
  readonly codeCheck: CodeCheck;
};

export function createCostCentreCommands(deps: CostCentreCommandDeps) {
  const { db, store, journal } = deps;
  return {
    /**
     * Changes a cost centre from a day. Throws `version.conflict` when somebody was first,
     * `cost-centre.later-change` when a change from a later day is there already,
     * `cost-centre.before-start`, and `cost-centre.unit-unknown`, `.person-unknown`, `.code-string`,
     * `.code-unknown`, `.code-closed` for what the registers do not take.
     */
    changeCostCentre: (order: ChangeCostCentre): Promise<void> =>
      db.transaction(async (tx) => {
        const locked = await lock(store, order, tx);
        await demandInTime(store, { locked, from: order.from }, tx);
        await demandReferences(store, order.values, tx);
        await demandCodes(deps, { locked, order });
        const before = await store.changeCostCentre({ locked, ...order }, tx);
        await journal.record(
          {
            event: 'cost-centre.changed',
            actor: order.actor,
            subject: `cost-centre:${order.code}`,
            details: {
              from: order.from,
              reason: order.reason,
              before: withoutPeople(before),
              after: withoutPeople(order.values),
            },
          },
          tx,
        );
      }),

    /**
     * Closes a cost centre with a last day and names who pays after it. Throws `version.conflict`,
     * `cost-centre.period`, `cost-centre.successor`.
     */
    closeCostCentre: (order: CloseCostCentre): Promise<void> =>
      db.transaction(async (tx) => {
        const locked = await lock(store, order, tx);
        if (order.validTo !== null && order.validTo < locked.validFrom) {
          throw new Refusal('invalid', 'cost-centre.period');
        }
        await demandSuccessor(store, order, tx);
        await store.closeCostCentre({ locked, ...order }, tx);
        const { validTo, successor, reason } = order;
        await journal.record(
          {
            event: 'cost-centre.closed',
            actor: order.actor,
            subject: `cost-centre:${order.code}`,
            details: { validTo, successor, reason },
          },
          tx,
        );
      }),
  };
}

async function lock(
  store: DirectoryStore,
  { code, version }: { readonly code: string; readonly version: number },
  tx: Tx,
): Promise<StoredCostCentre> {
  const locked = await store.lockCostCentre(code, tx);
  if (locked === null) throw notFound();
  if (locked.version !== version) throw new Refusal('conflict', 'version.conflict');
  return locked;
}

async function demandInTime(
  store: DirectoryStore,
  { locked, from }: { readonly locked: StoredCostCentre; readonly from: LocalDate },
  tx: Tx,
): Promise<void> {
  if (from < locked.validFrom) {
    throw new Refusal('invalid', 'cost-centre.before-start', { args: { from: locked.validFrom } });
  }
  const last = await store.lastChangeOf(locked.code, tx);
  if (last !== null && addDays(last, 1) > from) {
    const args = { from: addDays(last, 1) };
    throw new Refusal('conflict', 'cost-centre.later-change', { args });
  }
}

async function demandReferences(
  store: DirectoryStore,
  values: CostCentreValues,
  tx: Tx,
): Promise<void> {
  if (values.unit !== undefined && !(await store.keysOf('units', tx)).has(values.unit)) {
    throw new Refusal('invalid', 'cost-centre.unit-unknown', { args: { unit: values.unit } });
  }
  const emails = [values.ownerEmail, values.coordinatorEmail].filter((email) => email != null);
  if (emails.length === 0) return;
  const people = await store.keysOf('people', tx);
  if (emails.some((email) => !people.has(email.toLowerCase()))) {
    throw new Refusal('invalid', 'cost-centre.person-unknown');
  }
}

/** The accounting system must know each code, and take it on the day from which it is to hold. */
async function demandCodes(
  { codeCheck }: CostCentreCommandDeps,
  { locked, order }: { readonly locked: StoredCostCentre; readonly order: ChangeCostCentre },
): Promise<void> {
  const { codeString, counterpart } = order.values;
  const parts = codeString == null ? [] : parseCodeString(codeString);
  if (parts === null) throw new Refusal('invalid', 'cost-centre.code-string');
  const verdictOn = await codeCheck();
  const asked = [
    ...parts,
    ...(counterpart == null ? [] : [{ dimension: 'counterpart' as const, code: counterpart }]),
  ];
  for (const part of asked) {
    const verdict = verdictOn(part, { from: order.from, to: locked.validTo });
    if (verdict === 'known') continue;
    const args = { dimension: part.dimension, part: part.code };
    throw new Refusal('invalid', `cost-centre.code-${verdict}`, { args });
  }
}

async function demandSuccessor(
  store: DirectoryStore,
  { code, successor }: CloseCostCentre,
  tx: Tx,
): Promise<void> {
  if (successor === null) return;
  const heirs = parseSuccessors(successor);
  const codes = await store.keysOf('cost_centres', tx);
  if (heirs === null || heirs.some((heir) => heir.code === code || !codes.has(heir.code))) {
    throw new Refusal('invalid', 'cost-centre.successor', { args: { successor } });
  }
}

/** The journal never holds a person's address: only that another one was named. */
function withoutPeople({ ownerEmail, coordinatorEmail, ...values }: CostCentreValues) {
  return {
    ...values,
    ...(ownerEmail === undefined ? {} : { owner: ownerEmail === null ? null : 'named' }),
    ...(coordinatorEmail === undefined
      ? {}
      : { coordinator: coordinatorEmail === null ? null : 'named' }),
  };
}
