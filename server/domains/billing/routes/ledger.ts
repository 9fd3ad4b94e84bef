// What a month put in the books, as pages: the vouchers, the file to download, and the form in which a
// person writes down what the accounting system answered.

import { SYSTEM, type Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { say, type FieldFault, type FormState } from '../../../kernel/page.ts';
import { notFound, type Fault } from '../../../kernel/refusal.ts';
import { may } from '../../../kernel/rule.ts';
import type { Reply } from '../../../http/reply.ts';
import type { Route } from '../../../http/route.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerExport } from '../../ledger/types.ts';
import type { createBookingCommands } from '../commands/booking.ts';
import { ledgerPage, voucherPage } from '../pages/ledger.ts';
import { paths } from '../paths.ts';
import { approveMonths, seeMonths } from '../policy.ts';
import { MonthQuestion, ReceiptForm, VoucherQuestion } from '../schema/pages.ts';
import type { MonthStore } from '../store/months.ts';
import type { BillingPageParts } from './deps.ts';

type Deps = Pick<BillingPageParts, 'askNames'> & {
  readonly months: Pick<MonthStore, 'find'>;
  readonly ledger: Pick<Ledger, 'vouchersOf' | 'exportsOf' | 'exportContent'>;
  readonly commands: Pick<ReturnType<typeof createBookingCommands>, 'receiveReceipt'>;
};

const SIE_TYPE = 'application/octet-stream';

export function ledgerRoutes({ months, ledger, commands, askNames }: Deps) {
  /** A month has one file; null before it is made. */
  const fileOf = async (month: Month): Promise<LedgerExport | null> =>
    (await ledger.exportsOf(month)).at(-1) ?? null;

  const madeFileOf = async (month: Month): Promise<LedgerExport> => {
    const file = await fileOf(month);
    if (file === null) throw notFound();
    return file;
  };

  const draw = async (
    month: Month,
    { actor, reply, form }: { actor: Actor; reply: Reply; form?: FormState },
  ): Promise<void> => {
    if ((await months.find(month)) === null) throw notFound();
    const file = await fileOf(month);
    const by = file === null || file.receiptBy === SYSTEM.id ? null : file.receiptBy;
    const names = await askNames(by === null ? [] : [by]);
    const facts = {
      month,
      vouchers: await ledger.vouchersOf(month),
      file,
      answeredBy: by === null ? null : (names.get(by) ?? null),
      mayAnswer: may(approveMonths, actor),
    };
    await reply.page('billing/ledger', ledgerPage(facts, form), form === undefined ? 200 : 422);
  };

  return (route: Route): void => {
    route.get(paths.ledger(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: async ({ input, actor, reply }) => {
        await draw(input.month, { actor, reply });
      },
    });

    route.get(paths.ledgerFile(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: async ({ input, reply }) => {
        const { id, fileName } = await madeFileOf(input.month);
        const body = await ledger.exportContent(id);
        if (body === null) throw notFound();
        await reply.bytes({ body, type: SIE_TYPE, filename: fileName });
      },
    });

    route.post(paths.receipt(':month'), {
      rule: approveMonths,
      input: ReceiptForm,
      handle: async ({ input, actor, reply }) => {
        const { month, answer, voucherNumbers, refusedRows } = input;
        const { id } = await madeFileOf(month);
        const accepted = answer === 'accepted';
        const receipt = { accepted, voucherNumbers, refusedRows: accepted ? [] : refusedRows };
        await commands.receiveReceipt(id, receipt, actor);
        reply.seeOther(paths.ledger(month));
      },
      onInvalid: async ({ values, errors, actor, reply }) => {
        const { month } = MonthQuestion.parse({ month: values['month'] });
        await draw(month, { actor, reply, form: { values, faults: errors.map(fieldFault) } });
      },
    });

    route.get(paths.voucher(':month', ':number'), {
      rule: seeMonths,
      input: VoucherQuestion,
      handle: async ({ input, reply }) => {
        const { month, number, from } = input;
        const voucher = (await ledger.vouchersOf(month)).find((each) => each.number === number);
        if (voucher === undefined) throw notFound();
        await reply.page('billing/voucher', voucherPage(month, voucher, from));
      },
    });
  };
}

/** What is wrong with a field; a row of a list is told at its field. */
function fieldFault({ column, code }: Fault): FieldFault {
  const known = code.startsWith('form.') ? code.slice('form.'.length) : 'too-long';
  return {
    field: (column ?? 'answer').split('.')[0] ?? 'answer',
    says: say(`billing:ledgerPage.fault.${known}`),
  };
}
