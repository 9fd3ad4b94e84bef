// A service as the municipality keeps it and the operator bills it: what it is, who owned it when,
// and what is odd about its charges in the demonstration's month.

import type { LocalDate } from '../../server/kernel/calendar.ts';
import { iccid, imei } from './check-digits.ts';
import { planOf, type ServiceType, type SupplierCode } from './catalogue.ts';
import type { RegisterRow } from './registers.ts';

/** What the operator does in the demonstration's month that it should not, or that is unusual. */
export type Oddity =
  | 'still-charged'
  | 'costly-data'
  | 'charged-twice'
  | 'earlier-month-again'
  | 'unreadable-date'
  | 'unreadable-amount'
  | 'too-few-fields'
  | 'text-on-two-lines'
  | 'other-cost-centre-named';

export type Owner = {
  readonly owner: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** Percent; 100 where it is left out. */
  readonly share?: string;
  readonly holderEmail?: string;
  readonly holderText?: string;
};

export type Service = {
  readonly serial: number;
  readonly type: ServiceType;
  readonly identifier: string;
  /** The operator; an extension has none. */
  readonly supplier: SupplierCode | null;
  readonly account: string;
  readonly supplierId: string;
  /** False where the municipality never noted the operator's own id. */
  readonly supplierIdKnown: boolean;
  readonly plan: string | null;
  readonly options: readonly string[];
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
  readonly boundUntil: LocalDate | null;
  readonly place: string;
  readonly owners: readonly Owner[];
  readonly oddity: Oddity | null;
};

/** What an operator makes of a service. */
export type Bought = Pick<
  Service,
  'supplier' | 'account' | 'supplierId' | 'supplierIdKnown' | 'plan' | 'boundUntil'
>;

/** The house's own service: no operator knows it. */
export const NOT_BOUGHT: Bought = {
  supplier: null,
  account: '',
  supplierId: '',
  supplierIdKnown: false,
  plan: null,
  boundUntil: null,
};

/** Our own key of a service. */
export function idOf(service: Service): string {
  return `T${String(100_000 + service.serial)}`;
}

/** True where the service is active on the day. */
export function isActive(service: Service, day: LocalDate): boolean {
  return (
    service.activatedOn <= day && (service.terminatedOn === null || service.terminatedOn >= day)
  );
}

export function subscriptionRow(service: Service): RegisterRow<'subscriptions'> {
  const row = {
    id: idOf(service),
    service_type: service.type,
    identifier: service.identifier,
    activated_on: service.activatedOn,
    terminated_on: service.terminatedOn ?? '',
    place: service.place,
  };
  if (service.supplier === null || service.plan === null) return { ...row, switchboard: 'VX1' };
  return {
    ...row,
    supplier: service.supplier,
    supplier_account: service.account,
    supplier_subscription_id: service.supplierIdKnown ? service.supplierId : '',
    plan: service.plan,
    options: service.options.join('|'),
    contract: planOf(service.plan).supplier.contract,
    bound_until: service.boundUntil ?? '',
    notice_days: '30',
    ...hardware(service),
  };
}

export function ownershipRows(service: Service): RegisterRow<'ownerships'>[] {
  return service.owners.map((each) => ({
    subscription: idOf(service),
    owner: each.owner,
    from: each.from,
    to: each.to ?? '',
    share: each.share ?? '',
    holder_email: each.holderEmail ?? '',
    holder_text: each.holderText ?? '',
  }));
}

function hardware(service: Service): { iccid?: string; imei?: string } {
  if (service.type === 'special') return {};
  const card = { iccid: iccid(service.serial) };
  return service.type === 'mobile' && service.serial % 3 !== 0
    ? { ...card, imei: imei(service.serial) }
    : card;
}
