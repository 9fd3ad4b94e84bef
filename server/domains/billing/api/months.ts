// The months as calls: start, look, decide, place (interfaces.md §2). The same commands as the pages'.

import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { encodeCursor, toPage } from '../../../kernel/paging.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Api, Lang } from '../../../http/route.ts';
import type { Texts } from '../../../http/texts.ts';
import type { SupplierInvoice } from '../../invoices/types.ts';
import type { Process } from '../../processes/types.ts';
import { paths } from '../paths.ts';
import { approveMonths, runMonths, seeMonths, startMonths } from '../policy.ts';
import type { MonthState } from '../types.ts';
import type { BillingMonth, Blocker, Expected, RedLine } from '../types/process.ts';
import {
  ApprovalInput,
  MonthInput,
  MonthPageInput,
  MonthRowSchema,
  MonthSchema,
  MonthStateSchema,
  pageOf,
  PlacementInput,
  PlacementsInput,
  StartedSchema,
  WaiverInput,
} from './shapes.ts';
import type { BillingCalls } from './deps.ts';

export function monthApi({ commands, queries, texts }: BillingCalls) {
  const whole = async (month: Month, lang: Lang) => {
    const found = await queries.findMonth(month);
    if (found === null) throw notFound();
    const [process, red, held] = await Promise.all([
      queries.findProcess(found),
      queries.redListOf(found, 'open'),
      queries.heldInvoices(month),
    ]);
    const expected = found.state === 'waiting' ? await queries.expectedOf(found) : [];
    return toMonth({ found, process, red, held, expected }, texts, lang);
  };

  return (api: Api): void => {
    api.get('/billing-months', {
      rule: seeMonths,
      input: MonthPageInput,
      output: pageOf(MonthRowSchema),
      summary: 'Billing months, newest first',
      handle: async ({ input, reply }) => {
        const months = await queries.listMonths(input.after, input.limit + 1);
        const page = toPage(months, input.limit, ({ month }) => encodeCursor([month]));
        reply.json({ items: page.items.map(toRow), next: page.next });
      },
    });

    api.get('/billing-months/:month', {
      rule: seeMonths,
      input: MonthInput,
      output: MonthSchema,
      summary: 'One billing month: steps, sums, red list, what it waits for',
      handle: async ({ input, reply, lang }) => {
        reply.json(await whole(input.month, lang));
      },
    });

    api.post('/billing-months', {
      rule: startMonths,
      input: MonthInput,
      output: StartedSchema,
      status: 202,
      summary: 'Starts a billing month',
      answers: {
        409: 'the month exists already; its url and state are told',
        422: 'billing-month.settings: a setting names what does not exist',
      },
      handle: async ({ input, actor, reply }) => {
        const { month, state } = await commands.startMonth(input.month, actor);
        reply.json({ month, state, url: paths.month(month) }, 202);
      },
    });

    placements(api, { commands });
    decisions(api, { commands });
  };
}

const PLACED = {
  409: 'billing-month.line-placed, or billing-month.state',
  422: 'billing-month.owner: no such owner, or a closed one',
};
const NOT_NOW = { 409: 'billing-month.state, with the state' };

function placements(api: Api, { commands }: Pick<BillingCalls, 'commands'>): void {
  api.post('/billing-months/:month/red-list/:lineId/placement', {
    rule: runMonths,
    input: PlacementInput,
    output: MonthStateSchema,
    summary: 'Puts one red-list line on an owner',
    answers: PLACED,
    handle: async ({ input, actor, reply }) => {
      const { lineId, costCentre, ...placing } = input;
      const placed = { ...placing, lineIds: [lineId], owner: costCentre };
      reply.json({ state: await commands.placeLines(placed, actor) });
    },
  });

  api.post('/billing-months/:month/red-list/placement', {
    rule: runMonths,
    input: PlacementsInput,
    output: MonthStateSchema,
    summary: 'Puts several red-list lines on an owner, all or none',
    answers: PLACED,
    handle: async ({ input, actor, reply }) => {
      const { costCentre, ...placing } = input;
      reply.json({ state: await commands.placeLines({ ...placing, owner: costCentre }, actor) });
    },
  });
}

function decisions(api: Api, { commands }: Pick<BillingCalls, 'commands'>): void {
  api.post('/billing-months/:month/approval', {
    rule: approveMonths,
    input: ApprovalInput,
    output: MonthStateSchema,
    summary: 'Approves the preview, of the named freeze where one is named',
    answers: {
      403: 'who placed lines of the month may not approve it',
      409: 'the red list is not empty, something would stop an invoice, or the freeze is stale',
    },
    handle: async ({ input, actor, reply }) => {
      const { month, freeze = null } = input;
      reply.json({ state: await commands.approveMonth({ month, freeze }, actor) });
    },
  });

  api.post('/billing-months/:month/waiver', {
    rule: approveMonths,
    input: WaiverInput,
    output: MonthStateSchema,
    summary: 'Lets the month go on without an expected invoice, or close without a receipt',
    answers: { ...NOT_NOW, 422: 'supplier.unknown' },
    handle: async ({ input, actor, reply }) => {
      const { supplier = null, ...waiver } = input;
      reply.json({ state: await commands.waiveStep({ ...waiver, supplier }, actor) });
    },
  });

  const decision = (
    name: string,
    summary: string,
    decide: (month: Month, actor: Actor) => Promise<MonthState>,
  ) => {
    api.post(`/billing-months/:month/${name}`, {
      rule: runMonths,
      input: MonthInput,
      output: MonthStateSchema,
      summary,
      answers: NOT_NOW,
      handle: async ({ input, actor, reply }) => {
        reply.json({ state: await decide(input.month, actor) });
      },
    });
  };
  decision('pause', 'Holds the month where it is', commands.pauseMonth);
  decision('resume', 'Lets a paused month go on', commands.resumeMonth);
  decision('cancellation', 'Ends the month before its numbering', commands.cancelMonth);
  decision('freeze', 'Freezes the inputs again after a mend', commands.rerunMonth);
  decision('retry', 'Makes failed parts of the customer invoices again', commands.retryParts);
}

function toRow(found: BillingMonth) {
  const { month, state, freeze, sums, startedAt, closedAt, linesTotal, linesTouched } = found;
  return {
    month,
    url: paths.month(month),
    state,
    freeze,
    sums,
    straightThrough: linesTotal === 0 ? 1 : (linesTotal - linesTouched) / linesTotal,
    startedAt,
    closedAt,
  };
}

type Whole = {
  readonly found: BillingMonth;
  readonly process: Process | null;
  readonly red: readonly RedLine[];
  readonly held: readonly SupplierInvoice[];
  readonly expected: readonly Expected[];
};

function toMonth(whole: Whole, texts: Pick<Texts, 't'>, lang: Lang) {
  const { found, process, red, held, expected } = whole;
  return {
    ...toRow(found),
    freezeSha256: found.freezeSha256,
    frozenAt: found.frozenAt,
    approvedFreeze: found.approvedFreeze,
    approvedAt: found.approvedAt,
    steps: (process?.steps ?? []).map(({ message, ...step }) => ({
      ...step,
      message: message === null ? null : texts.t(lang, message.code, message.args),
    })),
    redList: red.map(({ lineId, subscriptionId, text, netOre, reason, args }) => ({
      lineId,
      subscriptionId,
      text,
      netOre,
      reason: texts.t(lang, `billing:reason.${reason}`, {
        reference: subscriptionId ?? text,
        ...args,
      }),
      code: reason,
    })),
    blockers: (found.blockers ?? []).map((blocker) => toBlocker(blocker, texts, lang)),
    expected: expected.map(toExpected),
    leftOut: held.map(toLeftOut),
    waitsFor: toWaiting(process, found.state),
  };
}

function toBlocker(blocker: Blocker, texts: Pick<Texts, 't'>, lang: Lang) {
  const { code, customer, amountOre, args } = blocker;
  const message = texts.t(lang, `errors:billing-month.blocker.${code}`, args);
  return { code, customer, amountOre, message };
}

function toExpected(expected: Expected) {
  return {
    kind: expected.kind,
    supplier: expected.supplier,
    dueOn: expected.kind === 'supplier' ? expected.dueOn : null,
    invoiceId: expected.kind === 'invoice' ? String(expected.invoiceId) : null,
  };
}

function toLeftOut({ id, supplier, invoiceNumber, state, refusal, netOre }: SupplierInvoice) {
  const code = state === 'refused' ? (refusal?.code ?? null) : null;
  return { invoiceId: String(id), supplier, invoiceNumber, state, code, netOre };
}

/** What was waited for a moment ago may still be noted when the month has gone on: that is left out. */
function toWaiting(process: Process | null, state: MonthState) {
  const waits = process?.waitsFor ?? null;
  if (waits?.what !== state) return null;
  const { who, what, since, reminderAt } = waits;
  return { who, what, since, reminderAt };
}
