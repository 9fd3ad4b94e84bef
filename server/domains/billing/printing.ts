// A worked-out month's customer invoices as they are kept: head, lines and services, with what the
// month before had. The same month gives the same rows.

import { stockholm, type Instant, type Month } from '../../kernel/calendar.ts';
import { ore, toOre, type Ore } from '../../kernel/money.ts';
import { ocrNumber } from '../../kernel/numbers.ts';
import type { Party } from './documents/view.ts';
import { issuerOf, partyOf } from './rules/blockers.ts';
import { supplyRate } from './rules/customer-invoices.ts';
import { dueOn, invoiceNumber } from './rules/numbers.ts';
import type {
  InvoiceHead,
  InvoiceStore,
  NewInvoiceLine,
  NewInvoiceService,
} from './store/invoices.ts';
import type { FrozenMonth, FrozenParty, InvoiceDraft, Share } from './types.ts';
import type { WorkedMonth } from './work.ts';

/** Invoices that are made in one transaction. */
export const INVOICES_PER_PART = 50;

/** Days to pay for cost centres of the house itself, which have no terms of their own. */
const INTERNAL_TERMS_DAYS = 30;

/** Heads in owner-code order, with numbers after the last one given. */
export function headsOf(
  { frozen, drafts }: WorkedMonth,
  { frozenAt, lastNumber }: { frozenAt: Instant; lastNumber: number },
): InvoiceHead[] {
  const issuedOn = stockholm(frozenAt).date;
  const year = Number(issuedOn.slice(0, 4));
  const names = new Map(frozen.costCentres.map(({ code, name }) => [code, name]));
  return drafts.map((draft, index) => {
    const number = invoiceNumber(year, lastNumber + index + 1);
    const party = partyOf(frozen, draft);
    return {
      number,
      month: frozen.month,
      ordinal: index + 1,
      part: Math.floor(index / INVOICES_PER_PART) + 1,
      kind: draft.kind,
      customer: draft.customer,
      issuedOn,
      dueOn: dueOn(issuedOn, party?.termsDays ?? termsOfHouse(frozen)),
      frozenAt,
      reference: party?.reference ?? null,
      correctsNumber: null,
      netOre: draft.netOre,
      vat: draft.vat,
      roundingOre: draft.roundingOre,
      payableOre: draft.payableOre,
      ocr: ocrOf(number, draft, frozen),
      channel: party?.channel ?? channelOf(frozen, draft.customer),
      recipient: party === null ? internalParty(frozen, draft.customer) : printed(party),
      issuer: issuerPrinted(frozen),
      costCentres: [...new Set(draft.shares.map((share) => share.owner))].map((code) => ({
        code,
        name: names.get(code) ?? party?.name ?? code,
      })),
    };
  });
}

type Numbered = { readonly number: string; readonly draft: InvoiceDraft };

/** Net of the month before, for one customer's cost centre, service, class and text. */
export type PreviousNets = ReadonlyMap<string, Ore>;

/** What the customers' invoices of the month before had; null where there was no such month. */
export async function previousNets(
  store: Pick<InvoiceStore, 'linesOfCustomers'>,
  { month, customers }: { month: Month; customers: readonly string[] },
): Promise<PreviousNets> {
  const sums = new Map<string, Ore>();
  for (const line of await store.linesOfCustomers(month, customers)) {
    const key = previousKey(line);
    sums.set(key, ore((sums.get(key) ?? 0) + line.netOre));
  }
  return sums;
}

/** Lines in print order; the first of its like carries what the month before had. */
export function linesOf(
  { number, draft }: Numbered,
  { frozen }: Pick<WorkedMonth, 'frozen'>,
  previous: PreviousNets,
): NewInvoiceLine[] {
  const rates = new Map(frozen.serviceTypes.map((type) => [type.code, type.vatRate]));
  const carried = createCarrying(draft, previous);
  return draft.shares.map((share, index) => {
    const { charge } = share;
    return {
      number,
      lineNo: index + 1,
      lineId: charge.lineId,
      costCentre: share.owner,
      subscriptionId: charge.subscriptionId,
      text: charge.text,
      class: charge.class,
      periodFrom: charge.from,
      periodTo: charge.to,
      netOre: share.netOre,
      vatRate: draft.kind === 'internal' ? 0 : supplyRate(share, rates),
      previousNetOre: carried(share),
    };
  });
}

/** Gives each sum of the month before once, to the first share of its like. */
function createCarrying(draft: InvoiceDraft, previous: PreviousNets): (share: Share) => Ore | null {
  if (previous.size === 0) return () => null;
  const { kind, customer } = draft;
  const told = new Set<string>();
  return ({ owner: costCentre, charge: { subscriptionId, class: chargeClass, text } }) => {
    const like = { kind, customer, costCentre, subscriptionId, class: chargeClass, text };
    const key = previousKey(like);
    if (told.has(key)) return null;
    told.add(key);
    return previous.get(key) ?? null;
  };
}

type PrintServices = (numbered: Numbered) => NewInvoiceService[];

/** One for each month in work: its parts need not look up every service anew. */
const printers = new WeakMap<FrozenMonth, PrintServices>();

/** What the invoice calls each of its services. */
export function servicePrinter(frozen: FrozenMonth): PrintServices {
  const known = printers.get(frozen) ?? createServicePrinter(frozen);
  printers.set(frozen, known);
  return known;
}

function createServicePrinter(frozen: FrozenMonth): PrintServices {
  const subscriptions = new Map(frozen.subscriptions.map((each) => [each.id, each]));
  const types = new Map(frozen.serviceTypes.map((type) => [type.code, type.name]));
  return ({ number, draft }) =>
    servicesAmong(draft.shares).map((subscriptionId) => {
      const found = subscriptions.get(subscriptionId);
      const type = found?.serviceType ?? '';
      return {
        number,
        subscriptionId,
        identifier: found?.identifier ?? subscriptionId,
        holder: found?.holder ?? null,
        plan: found?.plan ?? types.get(type) ?? type,
      };
    });
}

function servicesAmong(shares: readonly Share[]): string[] {
  return [...new Set(shares.flatMap(({ charge }) => charge.subscriptionId ?? []))];
}

function previousKey(of: {
  kind: string;
  customer: string;
  costCentre: string;
  subscriptionId: string | null;
  class: string;
  text: string;
}): string {
  const { kind, customer, costCentre, subscriptionId, class: chargeClass, text } = of;
  return `${kind}\t${customer}\t${costCentre}\t${subscriptionId ?? ''}\t${chargeClass}\t${text}`;
}

/** Only who pays by bankgiro needs a number to pay with. */
function ocrOf(number: string, draft: InvoiceDraft, frozen: FrozenMonth): string | null {
  if (draft.kind === 'internal') return null;
  return ocrNumber(number, issuerOf(frozen)?.ocr ?? 'luhn');
}

function termsOfHouse(frozen: FrozenMonth): number {
  return issuerOf(frozen)?.termsDays ?? INTERNAL_TERMS_DAYS;
}

function channelOf(frozen: FrozenMonth, costCentre: string): string {
  return frozen.costCentres.find(({ code }) => code === costCentre)?.channel ?? 'login';
}

function printed(party: FrozenParty): Party {
  const { code, name, address, postalCode, city, organisationNumber, vatNumber, email } = party;
  return { code, name, address, postalCode, city, organisationNumber, vatNumber, email };
}

function internalParty(frozen: FrozenMonth, code: string): Party {
  const name = frozen.costCentres.find((each) => each.code === code)?.name ?? code;
  return namedParty(code, name);
}

/** A party of whom no more than code and name is known. */
export function namedParty(code: string, name: string): Party {
  return {
    code,
    name,
    address: null,
    postalCode: null,
    city: null,
    organisationNumber: null,
    vatNumber: null,
    email: null,
  };
}

function issuerPrinted(frozen: FrozenMonth): InvoiceHead['issuer'] {
  const issuer = issuerOf(frozen);
  if (issuer === null) return { ...namedParty('', ''), bankgiro: null };
  return { ...printed(issuer), bankgiro: issuer.bankgiro };
}

/** What each owner is charged for each service in a month. */
export function serviceCosts(shares: readonly Share[]) {
  const sums = new Map<string, { subscriptionId: string; owner: string; netOre: number }>();
  for (const { owner, netOre, charge } of shares) {
    if (charge.subscriptionId === null) continue;
    const key = `${charge.subscriptionId}\t${owner}`;
    const sofar = sums.get(key);
    if (sofar !== undefined) sofar.netOre += netOre;
    else sums.set(key, { subscriptionId: charge.subscriptionId, owner, netOre });
  }
  return [...sums.values()].map((each) => ({ ...each, netOre: toOre(each.netOre) }));
}
