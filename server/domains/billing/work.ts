// A frozen month worked out: the same code for preview and for the real thing, remembered for as long
// as nothing it was made of changes.

import { createHash } from 'node:crypto';
import type { Instant } from '../../kernel/calendar.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { VoucherDraft } from '../ledger/types.ts';
import { unpack } from './freeze.ts';
import { allocateMonth } from './rules/allocation.ts';
import { blockersOf, issuerOf } from './rules/blockers.ts';
import { invoiceDrafts } from './rules/customer-invoices.ts';
import { brokenEqualities } from './rules/equalities.ts';
import { createOwnerBook, type OwnerBook } from './rules/owners.ts';
import { voucherDrafts } from './rules/postings.ts';
import type { FreezeStore } from './store/freezes.ts';
import type { CustomerOf } from './store/shares.ts';
import type { RedListStore } from './store/red-list.ts';
import type { Allocation, FrozenMonth, FrozenPlacement, InvoiceDraft } from './types.ts';
import type { BillingMonth, Blocker } from './types/process.ts';

export type WorkedMonth = {
  readonly frozen: FrozenMonth;
  readonly book: OwnerBook;
  readonly allocation: Allocation;
  /** Customer invoices in owner-code order. */
  readonly drafts: readonly InvoiceDraft[];
};

type Deps = {
  readonly freezes: Pick<FreezeStore, 'inputsOf'>;
  readonly redList: Pick<RedListStore, 'placements'>;
};

/** Works a month out from what is frozen and placed. Only the last one is remembered. */
export function createMonthWork({ freezes, redList }: Deps) {
  let last: { key: string; work: WorkedMonth } | null = null;
  let inputs: { freezeId: number; frozen: FrozenMonth } | null = null;

  const inputsOf = async (freezeId: number, tx?: Tx): Promise<FrozenMonth> => {
    if (inputs?.freezeId === freezeId) return inputs.frozen;
    const bytes = await freezes.inputsOf(freezeId, tx);
    if (bytes === null) throw new RangeError(`no freeze ${String(freezeId)}`);
    inputs = { freezeId, frozen: await unpack(bytes) };
    return inputs.frozen;
  };

  return {
    /** What a freeze that was made this moment holds, so that it need not be read back. */
    remember: (freezeId: number, frozen: FrozenMonth): void => {
      inputs = { freezeId, frozen };
    },

    inputsOf,

    placementsOf: (of: Pick<BillingMonth, 'month' | 'run'>, tx?: Tx): Promise<FrozenPlacement[]> =>
      redList.placements(of, tx),

    /** The month as its freeze and its placements make it. */
    workOut: (
      freezeId: number,
      placements: readonly FrozenPlacement[],
      tx?: Tx,
    ): Promise<WorkedMonth> => {
      const key = `${String(freezeId)} ${hashOfPlacements(placements)}`;
      const known = last;
      if (known?.key === key) return Promise.resolve(known.work);
      return inputsOf(freezeId, tx).then((frozen) => {
        const work = workOutMonth({ ...frozen, placements });
        last = { key, work };
        return work;
      });
    },
  };
}

export type MonthWork = ReturnType<typeof createMonthWork>;

export function workOutMonth(frozen: FrozenMonth): WorkedMonth {
  const book = createOwnerBook(frozen);
  const allocation = allocateMonth(frozen, book);
  return { frozen, book, allocation, drafts: invoiceDrafts(frozen, allocation.shares, book) };
}

/** What the ledger needs to know of a frozen month. */
export function ledgerTermsOf(frozen: FrozenMonth) {
  return {
    rules: frozen.postingRules,
    dimensions: frozen.settings.sieDimensions,
    closedThrough: frozen.settings.ledgerClosedThrough,
    codes: frozen.codeRegister,
  };
}

/** Voucher drafts; customer invoices have their numbers, or none before they are numbered. */
export function vouchersOfWork(
  { frozen, allocation, drafts, book }: WorkedMonth,
  numbers: readonly string[] | null,
): VoucherDraft[] {
  const numbered = drafts.map((draft, index) => ({ draft, number: numbers?.[index] ?? null }));
  return voucherDrafts(frozen, allocation.shares, numbered, book);
}

/** What the file names beside the frozen inputs: its clock, and the suppliers as they are called now. */
export type FileTerms = {
  readonly frozenAt: Instant;
  readonly supplierNames: ReadonlyMap<string, string>;
};

/** What was found of a month in work stays found while the file would name the same. */
const previews = new WeakMap<
  WorkedMonth,
  { readonly named: string; readonly found: readonly Blocker[] }
>();

/** Everything that would stop the month, found by doing it without keeping anything. */
export function previewBlockers(
  work: WorkedMonth,
  file: FileTerms,
  ledger: Pick<Ledger, 'postMonth' | 'tryFile'>,
): readonly Blocker[] {
  const named = JSON.stringify([file.frozenAt, ...file.supplierNames]);
  const known = previews.get(work);
  if (known?.named === named) return known.found;
  const found = findBlockers(work, file, ledger);
  previews.set(work, { named, found });
  return found;
}

function findBlockers(
  work: WorkedMonth,
  file: FileTerms,
  ledger: Pick<Ledger, 'postMonth' | 'tryFile'>,
): Blocker[] {
  const { frozen, allocation, drafts } = work;
  const terms = ledgerTermsOf(frozen);
  const posted = ledger.postMonth(vouchersOfWork(work, null), terms);
  const facts = { ...file, month: frozen.month, company: companyOf(frozen), terms };
  return [
    ...blockersOf(frozen, {
      shares: allocation.shares,
      drafts,
      problems: posted.problems,
      closedCodes: posted.closedCodes,
      broken: brokenEqualities(frozen, allocation, { invoices: drafts, vouchers: posted.vouchers }),
    }),
    ...fileBlockers(() => ledger.tryFile(posted.vouchers, facts)),
  ];
}

/** A file that cannot be written is found out before the month is approved. */
function fileBlockers(write: () => unknown): Blocker[] {
  try {
    write();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const code = error.code === 'ledger.account' ? 'file-account' : 'file-character';
    return [{ code, customer: null, amountOre: null, args: error.details.args ?? {} }];
  }
}

export function customerOfBook(book: OwnerBook): CustomerOf {
  return (code) => {
    const owner = book.find(code);
    if (owner === null) throw new RangeError(`nobody has the code ${code}`);
    return { kind: owner.kind, customer: owner.customer };
  };
}

/** The company whose books these are. */
export function companyOf(frozen: FrozenMonth) {
  const issuer = issuerOf(frozen);
  return {
    name: issuer?.name ?? '',
    organisationNumber: issuer?.organisationNumber ?? null,
  };
}

/** Placements are no part of the frozen inputs, but of what is approved. */
export function hashOfPlacements(placements: readonly FrozenPlacement[]): string {
  const sorted = [...placements].sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  const pairs = sorted.map(({ lineId, owner }) => [lineId, owner]);
  return createHash('sha256').update(JSON.stringify(pairs)).digest('hex');
}
