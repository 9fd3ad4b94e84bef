// From facts to vouchers (interfaces.md §4.11): which rule, which account, which objects; one row per
// account and objects, zero rows left out, in a fixed order. Nothing is rounded here.

import { covers, type LocalDate, type Month } from '../../../kernel/calendar.ts';
import { byCodeBytes, ore, sum, type Ore } from '../../../kernel/money.ts';
import type { CodePart } from '../../directory/types.ts';
import {
  SIE_INVOICE,
  SIE_SUPPLIER,
  type CodeString,
  type LedgerObject,
  type PostingFact,
  type PostingProblem,
  type PostingRule,
  type SieDimensions,
  type Voucher,
  type VoucherDraft,
  type VoucherRow,
} from '../types.ts';
import { openDate } from './dates.ts';

export type PostingTerms = {
  readonly rules: readonly PostingRule[];
  readonly dimensions: SieDimensions;
  /** Setting `ledger_closed_through`: vouchers of it and before are booked in the next period. */
  readonly closedThrough: Month | null;
};

export type Posted = { readonly voucher: Voucher | null; readonly problems: PostingProblem[] };

/**
 * The rule for a fact on a day: of those in force that fit, the one with the most fields stated;
 * ties to the latest `from`, then the first in file order. Null where none fits.
 */
export function postingRuleFor(
  rules: readonly PostingRule[],
  fact: Pick<PostingFact, 'purpose' | 'serviceType' | 'vatRate'>,
  on: LocalDate,
): PostingRule | null {
  let best: PostingRule | null = null;
  for (const rule of rules) {
    if (!fits(rule, fact) || !covers(rule, on)) continue;
    if (best === null || comesBefore(rule, best)) best = rule;
  }
  return best;
}

/**
 * Makes a voucher of its draft, on its date or the first open day after it. `voucher` is null where no
 * row is other than zero; `problems` says what has no account or no SIE number, and then the voucher
 * lacks those amounts.
 */
export function postVoucher(wished: VoucherDraft, terms: PostingTerms): Posted {
  const draft = { ...wished, date: openDate(wished.date, terms.closedThrough) };
  const problems = new Map<string, PostingProblem>();
  const rows = new Map<string, { row: Omit<VoucherRow, 'amountOre'>; amount: number }>();
  const place = createPlacing(draft, terms, problems);
  for (const { fact, amount } of alike(draft.facts)) {
    const placed = place(fact);
    if (placed === null) continue;
    const key = `${placed.account} ${objectsKey(placed.objects)}`;
    const sofar = rows.get(key);
    if (sofar === undefined) rows.set(key, { row: placed, amount });
    else sofar.amount += amount;
  }
  const kept = [...rows.values()]
    .filter(({ amount }) => amount !== 0)
    .map(({ row, amount }): VoucherRow => ({ ...row, amountOre: ore(amount) }))
    .sort(byAccountAndObjects);
  const { kind, subject, reference, date } = draft;
  const voucher = { kind, subject, reference, date, rows: kept, ...turnover(kept) };
  return { voucher: kept.length === 0 ? null : voucher, problems: [...problems.values()] };
}

/** Facts that can only land on the same row, added up first: many thousand shares, some hundred kinds. */
function alike(facts: readonly PostingFact[]): Iterable<{ fact: PostingFact; amount: number }> {
  const kinds = new Map<string, { fact: PostingFact; amount: number }>();
  const codeStrings = new Map<CodeString, number>();
  for (const fact of facts) {
    if (fact.amountOre === 0) continue;
    const key = kindOf(fact, codeStrings);
    const sofar = kinds.get(key);
    if (sofar === undefined) kinds.set(key, { fact, amount: fact.amountOre });
    else sofar.amount += fact.amountOre;
  }
  return kinds.values();
}

/** All that decides a fact's account and objects; code strings by which of them it is. */
function kindOf(fact: PostingFact, codeStrings: Map<CodeString, number>): string {
  const { purpose, serviceType, vatRate, owner, counterpart } = fact;
  const kind = `${purpose}\t${String(serviceType)}\t${String(vatRate)}\t${String(counterpart)}`;
  if (owner === null) return kind;
  const { costCentre, codeString } = owner;
  const place = codeStrings.get(codeString) ?? codeStrings.size;
  codeStrings.set(codeString, place);
  return `${kind}\t${costCentre}\t${String(place)}`;
}

/** Debit and credit: the sums of the positive and of the negative rows, both as they would print. */
export function turnover(rows: readonly { readonly amountOre: Ore }[]): {
  debitOre: Ore;
  creditOre: Ore;
} {
  const amounts = rows.map((row) => row.amountOre);
  return {
    debitOre: sum(amounts.filter((amount) => amount > 0)),
    creditOre: ore(0 - sum(amounts.filter((amount) => amount < 0))),
  };
}

/** Account first, then dimension number, then code; a row with fewer objects before its like. */
export function byAccountAndObjects(
  left: Pick<VoucherRow, 'account' | 'objects'>,
  right: Pick<VoucherRow, 'account' | 'objects'>,
): number {
  const accounts = byCodeBytes(left.account, right.account);
  if (accounts !== 0) return accounts;
  const shared = Math.min(left.objects.length, right.objects.length);
  for (let i = 0; i < shared; i += 1) {
    const order = byObject(left.objects[i], right.objects[i]);
    if (order !== 0) return order;
  }
  return left.objects.length - right.objects.length;
}

/** Account and objects of a fact, looked up once per kind of fact. */
function createPlacing(
  draft: VoucherDraft,
  terms: PostingTerms,
  problems: Map<string, PostingProblem>,
): (fact: PostingFact) => Omit<VoucherRow, 'amountOre'> | null {
  const complain = (code: PostingProblem['code'], args: PostingProblem['args']): void => {
    problems.set(JSON.stringify([code, args]), { code, subject: draft.subject, args });
  };
  const rules = new Map<string, PostingRule | null>();
  const ruleOf = (fact: PostingFact): PostingRule | null => {
    const key = `${fact.purpose} ${fact.serviceType ?? ''} ${String(fact.vatRate)}`;
    const known = rules.get(key);
    if (known !== undefined) return known;
    const rule = postingRuleFor(terms.rules, fact, draft.date);
    rules.set(key, rule);
    return rule;
  };
  const numbered = (part: CodePart): LedgerObject[] => {
    const dimension = terms.dimensions[part.dimension];
    if (dimension !== undefined) return [{ dimension, code: part.code }];
    complain('posting.dimension-missing', { dimension: part.dimension });
    return [];
  };
  return (fact) => {
    const rule = ruleOf(fact);
    const account = accountOf(fact, rule);
    if (account === null) {
      complain('posting.rule-missing', {
        purpose: fact.purpose,
        serviceType: fact.serviceType ?? '',
        vatRate: fact.vatRate ?? '',
      });
      return null;
    }
    const objects = [...partsOf(fact, rule).flatMap(numbered), ...invoiceObjects(fact)];
    return { account, objects: objects.sort(byObject), text: rule?.text ?? null };
  };
}

/** [cost] and [resale]: the code string's account, else the service type's, else the rule's. */
function accountOf(fact: PostingFact, rule: PostingRule | null): string | null {
  if (!isOwned(fact)) return rule?.account ?? null;
  const own = fact.owner?.codeString.find((part) => part.dimension === 'account');
  return own?.code ?? fact.serviceAccount ?? rule?.account ?? null;
}

/** An owner's row carries its code string and nothing of the rule; any other row the rule's objects. */
function partsOf(fact: PostingFact, rule: PostingRule | null): CodePart[] {
  const parts = new Map<CodePart['dimension'], CodePart>();
  const add = (part: CodePart) => parts.set(part.dimension, part);
  if (!isOwned(fact)) rule?.objects.forEach(add);
  if (fact.owner !== null) {
    fact.owner.codeString.forEach(add);
    add({ dimension: 'cost_centre', code: fact.owner.costCentre });
  }
  if (fact.counterpart !== null) add({ dimension: 'counterpart', code: fact.counterpart });
  parts.delete('account');
  return [...parts.values()];
}

function isOwned(fact: PostingFact): boolean {
  return fact.purpose === 'cost' || fact.purpose === 'resale';
}

function invoiceObjects(fact: PostingFact): LedgerObject[] {
  if (fact.invoice === null) return [];
  return [
    { dimension: SIE_SUPPLIER, code: fact.invoice.supplier },
    { dimension: SIE_INVOICE, code: fact.invoice.number },
  ];
}

function fits(
  rule: PostingRule,
  fact: Pick<PostingFact, 'purpose' | 'serviceType' | 'vatRate'>,
): boolean {
  return (
    rule.purpose === fact.purpose &&
    (rule.serviceType === null || rule.serviceType === fact.serviceType) &&
    (rule.vatRate === null || rule.vatRate === fact.vatRate)
  );
}

function comesBefore(left: PostingRule, right: PostingRule): boolean {
  const fields = stated(left) - stated(right);
  if (fields !== 0) return fields > 0;
  if (left.from !== right.from) return left.from > right.from;
  return left.position < right.position;
}

function stated(rule: PostingRule): number {
  return (rule.serviceType === null ? 0 : 1) + (rule.vatRate === null ? 0 : 1);
}

function byObject(left: LedgerObject | undefined, right: LedgerObject | undefined): number {
  if (left === undefined || right === undefined) return 0;
  return left.dimension - right.dimension || byCodeBytes(left.code, right.code);
}

function objectsKey(objects: readonly LedgerObject[]): string {
  return objects.map(({ dimension, code }) => `${String(dimension)}=${code}`).join(' ');
}
