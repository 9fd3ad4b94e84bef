// Rows of other rooms as a freeze holds them: exactly what the rules need, and nothing that would
// change the bytes without changing the month.

import type { Party } from '../directory/types.ts';
import type { BilledSubscription } from '../inventory/types.ts';
import type { BilledLine, SupplierInvoice } from '../invoices/types.ts';
import type { FrozenInvoice, FrozenLine, FrozenParty, FrozenSubscription } from './types.ts';

/** Who holds a service: a name, a thing, or null; `hidden` where the holder is protected. */
export type Holder = { readonly name: string | null; readonly hidden: boolean };

/** A protected holder's service is called by our own key instead of its number. */
export function toFrozenSubscription(
  each: BilledSubscription,
  holders: ReadonlyMap<string, Holder>,
): FrozenSubscription {
  const { id, serviceType, activatedOn, terminatedOn, identifier, plan } = each;
  const holder = holders.get(id);
  return {
    id,
    serviceType,
    activatedOn,
    terminatedOn,
    identifier: holder?.hidden === true ? id : identifier,
    plan,
    holder: holder?.name ?? null,
  };
}

/** Throws a RangeError for an invoice that is not read yet: only ready ones are frozen. */
export function toFrozenInvoice(invoice: SupplierInvoice): FrozenInvoice {
  const { id, supplier, netOre, roundingOre, prepaidOre, payableOre, vat } = invoice;
  if (invoice.invoiceNumber === null || invoice.issuedOn === null) {
    throw new RangeError(`invoice ${String(id)} is not ready`);
  }
  return {
    id,
    supplier,
    number: invoice.invoiceNumber,
    issuedOn: invoice.issuedOn,
    netOre,
    roundingOre,
    prepaidOre,
    payableOre,
    vat,
  };
}

/** A supplier's line; its key becomes text, as own charges have it. */
export function toFrozenLine(line: BilledLine): FrozenLine {
  return {
    lineId: String(line.lineId),
    invoiceId: line.invoiceId,
    position: line.ordinal,
    account: line.supplierAccount,
    groups: [line.mainGroup, line.group, line.subgroup].filter((group) => group !== null),
    text: line.text,
    hasReference: line.reference !== null,
    subscriptionId: line.subscriptionId,
    class: line.class,
    from: line.periodFrom,
    to: line.periodTo,
    netOre: line.netOre,
    vatCategory: line.vatCategory,
    vatRate: line.vatRate,
  };
}

/** What every receiver of invoices has. */
export function toParty(party: Party): FrozenParty {
  const { code, name, organisationNumber, vatNumber, address, postalCode, city, email } = party;
  const { reference, termsDays, rounding, channel } = party;
  return {
    code,
    name,
    organisationNumber,
    vatNumber,
    address,
    postalCode,
    city,
    email,
    reference,
    termsDays,
    rounding,
    channel,
  };
}
