// What a month put in the books: its vouchers down to their rows, the file for the accounting system,
// and what that system answered.

import type { Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import { address, pagingOf, windowOf } from '../../../kernel/listing.ts';
import { ore, sum, type Ore } from '../../../kernel/money.ts';
import {
  crumbs,
  fact,
  field,
  FRESH_FORM,
  say,
  status,
  verbatim,
  type Empty,
  type Fact,
  type Field,
  type FieldFault,
  type FormState,
  type PageHead,
  type Paging,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import type { ExportState, LedgerExport, Voucher } from '../../ledger/types.ts';
import { paths } from '../paths.ts';

export type BookedVoucher = Voucher & { readonly number: string };

export type LedgerFacts = {
  readonly month: Month;
  readonly vouchers: readonly BookedVoucher[];
  /** Null before the file is made. */
  readonly file: LedgerExport | null;
  /** Who gave the receipt by hand; null where the accounting system answered itself. */
  readonly answeredBy: string | null;
  readonly mayAnswer: boolean;
};

export type LedgerPage = PageHead & {
  readonly month: Month;
  readonly status: Status | null;
  readonly download: string | null;
  readonly facts: readonly Fact[];
  readonly caption: { readonly count: Text; readonly sum: Text };
  readonly rows: readonly {
    readonly href: string;
    readonly number: string;
    readonly what: Text;
    readonly date: LocalDate;
    readonly count: number;
    readonly debitOre: Ore;
    readonly creditOre: Ore;
  }[];
  readonly debitOre: Ore;
  readonly creditOre: Ore;
  readonly refused: readonly { readonly row: number; readonly message: string }[];
  /** The form for what the accounting system answered; null where no answer can be given. */
  readonly form: {
    readonly href: string;
    readonly accepted: boolean;
    readonly rejected: boolean;
    readonly answerFault: Text | null;
    readonly numbers: Field;
    readonly refused: Field;
  } | null;
  readonly faults: readonly FieldFault[];
  readonly empty: Empty | null;
};

const FILE_LOOKS: Readonly<Record<ExportState, Status>> = {
  made: status('wait', say('billing:ledgerPage.state.made'), 'loader'),
  sent: status('wait', say('billing:ledgerPage.state.sent'), 'clock'),
  accepted: status('ok', say('billing:ledgerPage.state.accepted')),
  refused: status('stop', say('billing:ledgerPage.state.refused')),
  waived: status('off', say('billing:ledgerPage.state.waived')),
};

/** A file in these states can still be answered. */
const ANSWERABLE: ReadonlySet<ExportState> = new Set(['made', 'sent', 'refused']);

export function ledgerPage(facts: LedgerFacts, form: FormState = FRESH_FORM): LedgerPage {
  const { month, vouchers, file } = facts;
  const title = say('billing:ledgerPage.title', { month });
  const debitOre = sum(vouchers.map((each) => each.debitOre));
  return {
    title,
    crumbs: crumbs(
      say('billing:ledgerPage.crumb'),
      { href: paths.months(), says: say('billing:months.title') },
      { href: paths.month(month), says: say('billing:month', { month }) },
    ),
    month,
    status: file === null ? null : FILE_LOOKS[file.state],
    download: file === null ? null : paths.ledgerFile(month),
    facts: file === null ? [] : fileFacts(file, facts.answeredBy),
    caption: {
      count: say('billing:sums.vouchers', { count: vouchers.length }),
      sum: say('parts:money', { ore: debitOre }),
    },
    rows: vouchers.map((each) => ({
      href: paths.voucher(month, each.number),
      number: each.number,
      what: whatOf(each),
      date: each.date,
      count: each.rows.length,
      debitOre: each.debitOre,
      creditOre: each.creditOre,
    })),
    debitOre,
    creditOre: sum(vouchers.map((each) => each.creditOre)),
    refused: file?.receipt?.refusedRows ?? [],
    form: formOf(facts, form),
    faults: form.faults,
    empty: vouchers.length > 0 ? null : EMPTY,
  };
}

const EMPTY: Empty = {
  icon: 'receipt-text',
  title: say('billing:ledgerPage.empty.title'),
  says: say('billing:ledgerPage.empty.says'),
  action: null,
};

function whatOf({ kind, reference }: Voucher): Text {
  return say(`ledger:voucher.${kind}`, { reference });
}

function fileFacts(file: LedgerExport, answeredBy: string | null): Fact[] {
  const when = (key: string, at: Instant | null, by: string | null = null): Fact[] =>
    at === null
      ? []
      : [
          fact(
            say(`billing:ledgerPage.fact.${key}`),
            say('billing:step.at', { at }),
            by === null ? {} : { sub: say('billing:ledgerPage.fact.by', { by }) },
          ),
        ];
  const numbers = file.receipt?.voucherNumbers ?? [];
  return [
    fact(say('billing:ledgerPage.fact.file'), verbatim(file.fileName), {
      sub: say('billing:ledgerPage.fact.sha256', { sha256: `${file.sha256.slice(0, 12)}…` }),
    }),
    fact(say('billing:sums.debit'), say('parts:money', { ore: file.debitOre })),
    fact(say('billing:sums.credit'), say('parts:money', { ore: file.creditOre })),
    ...when('sent', file.sentAt),
    ...when('answered', file.receiptAt, answeredBy),
    ...(numbers.length === 0
      ? []
      : [fact(say('billing:ledgerPage.fact.numbers'), verbatim(spanOf(numbers)))]),
  ];
}

/** The first and the last of many; each of a few. */
function spanOf(numbers: readonly string[]): string {
  const FEW = 4;
  if (numbers.length <= FEW) return numbers.join(', ');
  return `${numbers[0] ?? ''} – ${numbers.at(-1) ?? ''}`;
}

function formOf({ file, mayAnswer, month }: LedgerFacts, form: FormState): LedgerPage['form'] {
  if (file === null || !mayAnswer || !ANSWERABLE.has(file.state)) return null;
  const named = (key: string) => say(`billing:ledgerPage.form.${key}`);
  const answer = form.values['answer'];
  return {
    href: paths.receipt(month),
    accepted: answer === 'accepted',
    rejected: answer === 'refused',
    answerFault: form.faults.find((each) => each.field === 'answer')?.says ?? null,
    numbers: field('voucherNumbers', { label: named('numbers'), hint: named('numbersHint') }, form),
    refused: field('refusedRows', { label: named('refused'), hint: named('refusedHint') }, form),
  };
}

export type VoucherPage = PageHead & {
  readonly subtitle: Text;
  readonly facts: readonly Fact[];
  readonly caption: Text;
  readonly rows: readonly {
    readonly no: number;
    readonly account: string;
    readonly objects: string;
    readonly text: string;
    readonly debitOre: Ore | null;
    readonly creditOre: Ore | null;
  }[];
  readonly debitOre: Ore;
  readonly creditOre: Ore;
  readonly paging: Paging;
};

const ROWS_ON_PAGE = 200;

/** One voucher with its rows in the order of the file, `from` being the first one shown. */
export function voucherPage(month: Month, voucher: BookedVoucher, from: number): VoucherPage {
  const { number, rows } = voucher;
  const href = paths.voucher(month, number);
  const part = windowOf(rows, from, ROWS_ON_PAGE);
  return {
    title: say('billing:voucherPage.title', { number }),
    crumbs: crumbs(
      verbatim(number),
      { href: paths.months(), says: say('billing:months.title') },
      { href: paths.month(month), says: say('billing:month', { month }) },
      { href: paths.ledger(month), says: say('billing:ledgerPage.crumb') },
    ),
    subtitle: whatOf(voucher),
    facts: [
      fact(
        say('billing:ledgerPage.column.date'),
        say('billing:ledgerPage.day', { day: voucher.date }),
      ),
      fact(say('billing:sums.debit'), say('parts:money', { ore: voucher.debitOre })),
      fact(say('billing:sums.credit'), say('parts:money', { ore: voucher.creditOre })),
    ],
    caption: say('billing:voucherPage.count', { count: rows.length }),
    rows: part.shown.map((row, index) => ({
      no: part.from + index,
      account: row.account,
      objects: row.objects.map(({ code }) => code).join(' · '),
      text: row.text ?? '',
      debitOre: row.amountOre > 0 ? row.amountOre : null,
      creditOre: row.amountOre < 0 ? ore(Math.abs(row.amountOre)) : null,
    })),
    debitOre: voucher.debitOre,
    creditOre: voucher.creditOre,
    paging: pagingOf(
      { from: part.from, shown: part.shown.length, total: rows.length, size: ROWS_ON_PAGE },
      (first) => address(href, { from: first === 1 ? null : first }),
    ),
  };
}
