// Rule 11 of interfaces.md §4: what is to be booked. Billing says amounts and purposes; which account
// and which objects they get is the ledger's to say.

import { lastDayOf, type LocalDate } from '../../../kernel/calendar.ts';
import { ore, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import type { PostingFact, VoucherDraft } from '../../ledger/types.ts';
import type {
  FrozenCostCentre,
  FrozenInvoice,
  FrozenMonth,
  InvoiceDraft,
  Share,
} from '../types.ts';
import { inputVat, type InputVat } from './input-vat.ts';
import { createOwnerBook, type OwnerBook } from './owners.ts';

/** A customer invoice's draft with its number; before numbering its number is null. */
export type NumberedDraft = { readonly draft: InvoiceDraft; readonly number: string | null };

/**
 * The month's vouchers before they have accounts: one per supplier invoice in order of id, one of
 * own charges, one per customer invoice with VAT in order of number. Dates are as wished; the ledger
 * moves them out of closed periods.
 */
export function voucherDrafts(
  frozen: FrozenMonth,
  shares: readonly Share[],
  numbered: readonly NumberedDraft[],
  book: OwnerBook = createOwnerBook(frozen),
): VoucherDraft[] {
  const ground = createGround(frozen, book);
  const byInvoice = groupByInvoice(shares);
  const invoices = [...frozen.invoices].sort((a, b) => a.id - b.id);
  return [
    ...invoices.map((invoice) => supplierVoucher(invoice, byInvoice.get(invoice.id) ?? [], ground)),
    ownChargesVoucher(byInvoice.get(null) ?? [], ground),
    ...numbered
      .filter(({ draft }) => draft.kind !== 'internal')
      .map((each) => customerVoucher(each, ground)),
  ];
}

type Ground = {
  readonly frozen: FrozenMonth;
  readonly book: OwnerBook;
  readonly accounts: ReadonlyMap<string, string | null>;
  readonly providing: FrozenCostCentre | null;
  readonly lastDay: LocalDate;
};

function createGround(frozen: FrozenMonth, book: OwnerBook): Ground {
  const { providingCostCentre } = frozen.settings;
  return {
    frozen,
    book,
    accounts: new Map(frozen.serviceTypes.map((type) => [type.code, type.account])),
    providing: frozen.costCentres.find((each) => each.code === providingCostCentre) ?? null,
    lastDay: lastDayOf(frozen.month),
  };
}

/** 11a. Costs on internal owners, resale on the providing cost centre, then VAT and the other side. */
function supplierVoucher(
  invoice: FrozenInvoice,
  shares: readonly Share[],
  ground: Ground,
): VoucherDraft {
  const full = ground.frozen.settings.postingMode === 'full';
  const vats = inputVat(invoice, shares, ground.book);
  return {
    kind: 'supplier-invoice',
    subject: String(invoice.id),
    reference: invoice.number,
    date: full ? invoice.issuedOn : ground.lastDay,
    facts: [
      ...alike(shares).map((share) => shareFact(share, ground)),
      ...(full ? fullFacts(invoice, vats) : clearingFacts(invoice, vats)),
    ],
  };
}

/** The accounting system has booked the invoice, all its VAT as municipal: the deductible is moved. */
function clearingFacts(invoice: FrozenInvoice, vats: readonly InputVat[]): PostingFact[] {
  return [
    fact({ purpose: 'clearing', amountOre: negative(invoice.netOre) }),
    ...vats.flatMap(({ rate, deductibleOre }) => [
      fact({ purpose: 'vat-deductible', amountOre: deductibleOre, vatRate: rate }),
      fact({ purpose: 'vat-municipal', amountOre: negative(deductibleOre), vatRate: rate }),
    ]),
  ];
}

/** We book the invoice: VAT by treatment, the house's own under reverse charge, rounding, the debt. */
function fullFacts(invoice: FrozenInvoice, vats: readonly InputVat[]): PostingFact[] {
  const debt = ore(invoice.payableOre + invoice.prepaidOre);
  const { supplier, number } = invoice;
  return [
    ...vats.flatMap(({ rate, reverseCharge, municipalOre, deductibleOre }) => [
      fact({ purpose: 'vat-municipal', amountOre: municipalOre, vatRate: rate }),
      fact({ purpose: 'vat-deductible', amountOre: deductibleOre, vatRate: rate }),
      fact({
        purpose: 'vat-out-reverse',
        amountOre: reverseCharge ? negative(ore(municipalOre + deductibleOre)) : ZERO_ORE,
        vatRate: rate,
      }),
    ]),
    fact({ purpose: 'rounding', amountOre: invoice.roundingOre }),
    fact({
      purpose: 'supplier-debt',
      amountOre: negative(debt),
      invoice: { supplier, number },
    }),
  ];
}

/** 11b. Internal buyers' cost, with the providing unit as counterpart, against internal income. */
function ownChargesVoucher(shares: readonly Share[], ground: Ground): VoucherDraft {
  const facts = alike(shares).flatMap((share) => {
    const owner = ground.book.find(share.owner);
    if (owner?.kind !== 'internal') return [];
    const { serviceType } = share.charge;
    return [
      { ...shareFact(share, ground), counterpart: ground.providing?.counterpart ?? null },
      fact({
        purpose: 'internal-income',
        amountOre: negative(share.netOre),
        serviceType,
        counterpart: owner.costCentre?.counterpart ?? null,
      }),
    ];
  });
  const { month } = ground.frozen;
  return { kind: 'own-charges', subject: month, reference: month, date: ground.lastDay, facts };
}

/** 11c. The customer's debt against sales and VAT by rate, and the rounding row. */
function customerVoucher({ draft, number }: NumberedDraft, ground: Ground): VoucherDraft {
  return {
    kind: 'customer-invoice',
    subject: number ?? `${draft.kind} ${draft.customer}`,
    reference: number ?? draft.customer,
    date: ground.lastDay,
    facts: [
      fact({ purpose: 'customer-claims', amountOre: draft.payableOre }),
      ...draft.vat.flatMap(({ rate, netOre, vatOre }) => [
        fact({ purpose: 'sales', amountOre: negative(netOre), vatRate: rate }),
        fact({ purpose: 'vat-out', amountOre: negative(vatOre), vatRate: rate }),
      ]),
      fact({ purpose: 'rounding', amountOre: negative(draft.roundingOre) }),
    ],
  };
}

/** What booking asks of a share, or of many that are booked alike. */
type Booked = Pick<Share, 'owner' | 'netOre'> & {
  readonly charge: Pick<Share['charge'], 'serviceType'>;
};

/**
 * Shares of one owner and service type as one, what is charged apart from what is credited: many
 * thousand shares, some hundred of their like. In the order in which each kind came first.
 */
function alike(shares: readonly Share[]): Booked[] {
  const kinds = new Map<string, Booked & { netOre: Ore }>();
  for (const { owner, netOre, charge } of shares) {
    const { serviceType } = charge;
    const key = `${owner}\t${String(serviceType)}${netOre < 0 ? '\t-' : ''}`;
    const sofar = kinds.get(key);
    if (sofar === undefined) kinds.set(key, { owner, netOre, charge: { serviceType } });
    else sofar.netOre = ore(sofar.netOre + netOre);
  }
  return [...kinds.values()];
}

/** Where a share is a cost: on its internal owner, else as resale on the providing cost centre. */
export function shareFact(
  share: Booked,
  ground: Pick<Ground, 'book' | 'accounts' | 'providing'>,
): PostingFact {
  const owner = ground.book.find(share.owner);
  const internal = owner?.kind === 'internal';
  const costCentre = internal ? owner.costCentre : ground.providing;
  const { serviceType } = share.charge;
  return fact({
    purpose: internal ? 'cost' : 'resale',
    amountOre: share.netOre,
    serviceType,
    serviceAccount: serviceType === null ? null : (ground.accounts.get(serviceType) ?? null),
    owner:
      costCentre === null
        ? null
        : { costCentre: costCentre.code, codeString: costCentre.codeString },
  });
}

function fact(
  what: Pick<PostingFact, 'purpose' | 'amountOre'> & Partial<PostingFact>,
): PostingFact {
  return {
    serviceType: null,
    serviceAccount: null,
    vatRate: null,
    owner: null,
    counterpart: null,
    invoice: null,
    ...what,
  };
}

function groupByInvoice(shares: readonly Share[]): Map<number | null, Share[]> {
  const groups = new Map<number | null, Share[]>();
  for (const share of shares) {
    const group = groups.get(share.charge.invoiceId);
    if (group === undefined) groups.set(share.charge.invoiceId, [share]);
    else group.push(share);
  }
  return groups;
}

function negative(amount: Ore): Ore {
  return ore(0 - amount);
}
