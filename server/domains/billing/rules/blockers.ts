// Whatever could stop a customer invoice or a voucher, found at preview (interfaces.md §2): closed
// codes, accounts without a rule, sums that are not equal, no bankgiro, no address. Approval waits until
// the list is empty.

import { ore, sum } from '../../../kernel/money.ts';
import type { ClosedCode, PostingProblem } from '../../ledger/types.ts';
import type { FrozenLegalEntity, FrozenMonth, FrozenParty, InvoiceDraft, Share } from '../types.ts';
import type { Blocker } from '../types/process.ts';
import type { BrokenEquality } from './equalities.ts';
import { createOwnerBook } from './owners.ts';

/** What was made for looking at. */
export type Previewed = {
  readonly shares: readonly Share[];
  readonly drafts: readonly InvoiceDraft[];
  readonly problems: readonly PostingProblem[];
  readonly closedCodes: readonly ClosedCode[];
  /** Rule 13, looked at before any number is given. */
  readonly broken: readonly BrokenEquality[];
};

/** Everything that stops the month, in a fixed order; empty when it may be approved. */
export function blockersOf(frozen: FrozenMonth, made: Previewed): Blocker[] {
  const providing = providingMissing(frozen, made.shares);
  return [
    ...made.closedCodes.map((closed) => codeBlocker(closed, made.shares)),
    ...problemBlockers(made.problems),
    ...providing,
    ...sumBlockers(made),
    ...made.drafts.flatMap((draft) => draftBlockers(draft, frozen)),
  ];
}

/** The legal entity that sends the invoices: the municipality. */
export function issuerOf(frozen: FrozenMonth): FrozenLegalEntity | null {
  return frozen.legalEntities.find((entity) => entity.kind === 'municipality') ?? null;
}

/** Who receives a draft: a legal entity or customer; an internal cost centre is no party. */
export function partyOf(frozen: FrozenMonth, draft: InvoiceDraft): FrozenParty | null {
  if (draft.kind === 'internal') return null;
  const among: readonly FrozenParty[] =
    draft.kind === 'company' ? frozen.legalEntities : frozen.customers;
  return among.find((party) => party.code === draft.customer) ?? null;
}

function codeBlocker(closed: ClosedCode, shares: readonly Share[]): Blocker {
  const { dimension, code, date, reason, costCentre } = closed;
  const own = shares.filter((share) => share.owner === costCentre);
  return {
    code: reason === 'closed' ? 'code-closed' : 'code-unknown',
    customer: costCentre,
    amountOre: costCentre === null ? null : sum(own.map((share) => share.netOre)),
    args: { dimension, code, on: date },
  };
}

/** Each once, however many vouchers it would stop. */
function problemBlockers(problems: readonly PostingProblem[]): Blocker[] {
  const once = new Map(problems.map((each) => [JSON.stringify([each.code, each.args]), each]));
  return [...once.values()].map(({ code, args }) => ({
    code: code === 'posting.rule-missing' ? 'rule-missing' : 'dimension-missing',
    customer: null,
    amountOre: null,
    args,
  }));
}

/** Vouchers that lack what has no account are told of by that: their sums would only say it again. */
function sumBlockers({ broken, problems }: Previewed): Blocker[] {
  if (problems.length > 0) return [];
  return broken.map(({ code, subject, expectedOre, actualOre }) => ({
    code: 'sums-differ',
    customer: null,
    amountOre: ore(actualOre - expectedOre),
    args: { context: code, subject, expected: expectedOre, actual: actualOre },
  }));
}

/** What is bought for others stands on the providing cost centre: without one it stands nowhere. */
function providingMissing(frozen: FrozenMonth, shares: readonly Share[]): Blocker[] {
  const { providingCostCentre } = frozen.settings;
  if (frozen.costCentres.some((each) => each.code === providingCostCentre)) return [];
  const book = createOwnerBook(frozen);
  const needed = shares.filter(
    (share) => share.charge.invoiceId !== null && book.find(share.owner)?.kind !== 'internal',
  );
  if (needed.length === 0) return [];
  return [
    {
      code: 'providing-cost-centre-missing',
      customer: null,
      amountOre: sum(needed.map((share) => share.netOre)),
      args: { code: providingCostCentre ?? '' },
    },
  ];
}

/** What a payer must be told, and where the invoice must go. */
function draftBlockers(draft: InvoiceDraft, frozen: FrozenMonth): Blocker[] {
  const party = partyOf(frozen, draft);
  if (party === null) return [];
  const about = { customer: draft.customer, amountOre: draft.payableOre };
  const args = { name: party.name };
  const blockers: Blocker[] = [];
  if (draft.payableOre > 0 && issuerOf(frozen)?.bankgiro == null) {
    blockers.push({ ...about, code: 'bankgiro-missing', args });
  }
  if (party.channel === 'post' && !hasAddress(party)) {
    blockers.push({ ...about, code: 'address-missing', args });
  }
  if (party.channel === 'email' && party.email === null) {
    blockers.push({ ...about, code: 'email-missing', args });
  }
  return blockers;
}

function hasAddress({ address, postalCode, city }: FrozenParty): boolean {
  return address !== null && postalCode !== null && city !== null;
}
