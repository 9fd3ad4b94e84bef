// What the workflow asks and tells while a month waits: how it stands, who is reminded of what, and the
// letters that say that an invoice is ready.

import {
  addDays,
  instantAfter,
  lastDayOf,
  type Instant,
  type Month,
} from '../../../kernel/calendar.ts';
import type { Tx } from '../../../platform/database.ts';
import type { RemindedRole } from '../../processes/types.ts';
import { waitKindOf, type MindedState } from '../flow.ts';
import { paths } from '../paths.ts';
import type { InvoiceHead } from '../store/invoices.ts';
import type { CustomerKind, MonthState } from '../types.ts';
import type { BillingMonth, Expected } from '../types/process.ts';
import type { MonthRoom } from './deps.ts';
import type { Telling } from './telling.ts';

/** How a month stands, and what is to be done about it now. Ids and counts only. */
export type MonthLook = {
  readonly state: MonthState;
  /** The freeze that is to be made and worked out; null where none is wanted. */
  readonly freeze: number | null;
  /** Parts of the customer invoices that are to be made. */
  readonly parts: readonly number[];
  /** True where the preview has not been looked through for what would stop it. */
  readonly previewWanted: boolean;
  /** True where every ledger file is acknowledged or let go. */
  readonly settled: boolean;
  /** Nobody is reminded before this moment: an expected invoice may still come on its day. */
  readonly quietUntil: Instant | null;
};

/** Which reminder is due: 1, 2, …; after the last one somebody further up is told. */
export type Reminder = {
  readonly month: Month;
  readonly step: MonthState;
  readonly since: Instant;
  readonly reminder: number;
  readonly escalation: boolean;
  /** Whom the wait's policy tells; `escalateTo` at the escalation as well. Null where nobody is. */
  readonly who: RemindedRole | null;
  readonly escalateTo: RemindedRole | null;
  /** When the next one comes; null after the escalation. */
  readonly nextAt: Instant | null;
  readonly escalateAt: Instant | null;
};

type Questions = {
  readonly expectedOf: (month: BillingMonth, tx?: Tx) => Promise<Expected[]>;
  readonly pendingParts: (month: Month) => Promise<number[]>;
  readonly isSettled: (month: Month) => Promise<boolean>;
};

/** Reminders go out in the morning: 07.00 UTC is eight or nine o'clock in Stockholm. */
const MORNING = 'T07:00:00.000Z';

export function createMindingCommands(room: MonthRoom, tell: Telling, questions: Questions) {
  const { clock, months, freezes } = room;

  const wantedFreeze = async (found: BillingMonth, complete: boolean): Promise<number | null> => {
    const last = (await freezes.freezesOf(found.month, found.run)).at(-1);
    if (last?.allocatedAt === null) return last.ordinal;
    if (found.rerunWanted) return (last?.ordinal ?? 0) + 1;
    return found.state === 'waiting' && complete ? (last?.ordinal ?? 0) + 1 : null;
  };

  return {
    /** How the month stands now. */
    lookAtMonth: async (month: Month): Promise<MonthLook> => {
      const found = await months.find(month);
      if (found === null) throw new RangeError(`no month ${month}`);
      const { state } = found;
      const expected = state === 'waiting' ? await questions.expectedOf(found) : [];
      const mayFreeze = ['waiting', 'red-list', 'preview'].includes(state);
      return {
        state,
        freeze: mayFreeze ? await wantedFreeze(found, expected.length === 0) : null,
        parts: state === 'invoicing' ? await questions.pendingParts(month) : [],
        previewWanted: state === 'preview' && found.blockers === null,
        settled: state === 'awaiting-receipt' && (await questions.isSettled(month)),
        quietUntil: quietUntil(expected, clock.now()),
      };
    },

    /** Says what the month waits for, and when somebody is reminded; nothing where nobody is waited for. */
    noteWait: async (waits: Reminder): Promise<void> => {
      const { month, step, since, nextAt, escalateAt } = waits;
      const found = await months.find(month);
      if (found?.state !== step || waits.who === null) return;
      await room.processes.wait(tell.flowId(found), {
        who: waits.who,
        what: step,
        since,
        reminderAt: nextAt,
        escalateAt,
      });
    },

    /** It waits no longer. */
    noteNoWait: async (month: Month): Promise<void> => {
      const found = await months.find(month);
      if (found !== null) await room.processes.wait(tell.flowId(found), null);
    },

    /** Tells those whom the policy names; an escalation goes to somebody further up as well. */
    remind: async (reminder: Reminder): Promise<void> => {
      const { who, escalateTo } = reminder;
      const found = await months.find(reminder.month);
      if (found?.state !== reminder.step || !isMinded(reminder.step) || who === null) return;
      const recipients = [
        ...(await room.askRecipients(who)),
        ...(reminder.escalation && escalateTo !== null ? await room.askRecipients(escalateTo) : []),
      ];
      const letter = letterOf(found, reminder, reminder.step);
      await room.db.transaction(async (tx) => {
        let isNews = false;
        for (const recipient of recipients) {
          isNews = (await room.notices.queueLetter({ ...letter, recipient }, tx)) || isNews;
        }
        if (!isNews) return;
        const { reminder: number, escalation } = reminder;
        const details = { step: reminder.step, reminder: number, escalation };
        await tell.note(
          found,
          { event: 'billing-month.reminded', actor: { id: 'system' }, details },
          tx,
        );
      });
    },

    /** Tells the administrators, once, that the schedule could not start a month for its settings. */
    tellNotStarted: async (month: Month): Promise<void> => {
      const recipients = await room.askRecipients('administrator');
      const letter = {
        kind: 'month-not-started',
        key: `month-not-started:${month}`,
        path: paths.months(),
        args: { month },
      } as const;
      await room.db.transaction(async (tx) => {
        for (const recipient of recipients) {
          await room.notices.queueLetter({ ...letter, recipient }, tx);
        }
      });
    },

    /** Queues "your invoice is ready": one letter for each address, with all that are theirs. */
    sendNotices: async (month: Month): Promise<number> => {
      const found = await months.find(month);
      if (found === null) return 0;
      const heads = await room.customerInvoices.headsForLetters(month);
      const owners = await ownersOf(room, month);
      const letters = new Map<string, ReadyLetter>();
      for (const head of heads) {
        const to = recipientOf(head, owners);
        if (to === null) continue;
        const letter = letters.get(to.address) ?? { ...to, invoices: [] };
        letter.invoices.push({
          number: head.number,
          customer: `${head.customer} ${head.recipient.name}`,
          payableOre: head.payableOre,
          path: paths.invoice(head.number),
          ...(isByMail(head) ? { attached: true } : {}),
        });
        letters.set(to.address, letter);
      }
      await room.db.transaction(async (tx) => {
        for (const { address, name, invoices } of letters.values()) {
          await room.notices.queueLetter(
            {
              kind: 'invoices-ready',
              key: `invoices-ready:${month}`,
              args: { month, invoices },
              recipient: { address, name },
              path: paths.invoices(),
            },
            tx,
          );
        }
        await tell.step(found, 'notices', { state: 'done', done: letters.size }, tx);
      });
      return letters.size;
    },
  };
}

type ReadyLetter = {
  readonly address: string;
  readonly name: string | null;
  readonly invoices: {
    readonly number: string;
    readonly customer: string;
    readonly payableOre: InvoiceHead['payableOre'];
    readonly path: string;
    readonly attached?: boolean;
  }[];
};

type Addressee = { readonly address: string; readonly name: string | null };

/** Owners of cost centres by code, without the name where it is protected. */
async function ownersOf(
  { directory }: Pick<MonthRoom, 'directory'>,
  month: Month,
): Promise<ReadonlyMap<string, Addressee>> {
  const costCentres = await directory.allCostCentres(lastDayOf(month));
  const emails = [...new Set(costCentres.flatMap(({ ownerEmail }) => ownerEmail ?? []))];
  const people = new Map(
    (await directory.peopleByEmail(emails)).map((person) => [person.email, person]),
  );
  return new Map(
    costCentres.flatMap(({ code, ownerEmail }) => {
      if (ownerEmail === null) return [];
      const person = people.get(ownerEmail.toLowerCase());
      const name = person === undefined || person.isProtected ? null : person.name;
      return [[code, { address: ownerEmail, name }] as const];
    }),
  );
}

/** Whom a letter goes to: a cost centre's owner; a company or customer unless it gets paper or Peppol. */
function recipientOf(
  head: {
    readonly kind: CustomerKind;
    readonly customer: string;
    readonly channel: string;
    readonly recipient: { readonly email: string | null; readonly name: string };
  },
  owners: ReadonlyMap<string, Addressee>,
): Addressee | null {
  if (head.kind === 'internal') return owners.get(head.customer) ?? null;
  if (head.channel === 'post' || head.channel === 'peppol') return null;
  const { email, name } = head.recipient;
  return email === null ? null : { address: email, name };
}

/** A company or customer that has its invoices by e-mail gets the invoice itself, not only a link. */
function isByMail({ kind, channel }: Pick<InvoiceHead, 'kind' | 'channel'>): boolean {
  return kind !== 'internal' && channel === 'email';
}

function isMinded(step: MonthState): step is MindedState {
  return waitKindOf(step) !== null;
}

function letterOf(found: BillingMonth, reminder: Reminder, step: MindedState) {
  const { month, since, reminder: number, escalation } = reminder;
  const times = `${since}:${String(number)}`;
  return {
    kind: 'month-waits' as const,
    key: `month-waits:${month}:${String(found.run)}:${step}:${times}`,
    args: { month, step, since, reminder: number, escalation },
    path: paths.month(month),
  };
}

/** The morning after the first day on which an expected invoice is due, while that is to come. */
function quietUntil(expected: readonly Expected[], now: Instant): Instant | null {
  const days = expected.flatMap((each) => (each.kind === 'supplier' ? [each.dueOn] : [])).sort();
  const [first] = days;
  if (first === undefined) return null;
  const morning = instantAfter(`${addDays(first, 1)}${MORNING}` as Instant, 0);
  return morning > now ? morning : null;
}
