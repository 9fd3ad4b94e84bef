// All vouchers of a month at once, with everything that would stop them: before approval it is only
// looked at, afterwards the same is kept.

import type {
  ClosedCode,
  PostingProblem,
  PostingRule,
  RegisteredCode,
  SieDimensions,
  Voucher,
  VoucherDraft,
} from '../types.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { closedCodesOf, createCodeRegister } from './code-strings.ts';
import { postVoucher } from './posting.ts';

/** What a month was frozen with, as far as bookkeeping goes. */
export type LedgerTerms = {
  readonly rules: readonly PostingRule[];
  readonly dimensions: SieDimensions;
  readonly closedThrough: Month | null;
  readonly codes: readonly RegisteredCode[];
};

export type PostedMonth = {
  readonly vouchers: readonly Voucher[];
  readonly problems: readonly PostingProblem[];
  readonly closedCodes: readonly ClosedCode[];
};

/** Vouchers in the order of their drafts; empty ones are left out. */
export function postMonth(drafts: readonly VoucherDraft[], terms: LedgerTerms): PostedMonth {
  const posted = drafts.map((draft) => postVoucher(draft, terms));
  const vouchers = posted.flatMap(({ voucher }) => (voucher === null ? [] : [voucher]));
  return {
    vouchers,
    problems: posted.flatMap(({ problems }) => problems),
    closedCodes: closedCodesOf(vouchers, createCodeRegister(terms.codes), terms.dimensions),
  };
}
