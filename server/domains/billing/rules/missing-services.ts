// Services that lines name and the register lacks, gathered from the red list so that they can be made
// in one go: what the file says of each is filled in already.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import { isM2mNumber, toE164 } from '../../../kernel/numbers.ts';
import type { ServiceType } from '../../catalogue/types.ts';
import type { MissingSubscription } from '../../inventory/types.ts';
import type { RedFacts } from '../pages/month-facts.ts';
import type { MissingForm } from '../schema/pages.ts';

/** A service that is known by the supplier's id alone. */
const SPECIAL = 'special';

export type MissingService = {
  readonly supplier: string;
  readonly reference: string;
  /** The number that its lines say beside the supplier's id. */
  readonly number: string | null;
  /** A plan that the register knows, where a line is called so. */
  readonly plan: string | null;
  readonly lines: number;
  readonly netOre: Ore;
  /** The first day that a line asks for. */
  readonly from: LocalDate;
  /** Code of the service type that it looks like. */
  readonly serviceType: string;
};

/** What the register says: the type that most services of a plan have, and which types have numbers. */
export type KnownTypes = {
  readonly ofPlans: ReadonlyMap<string, string>;
  readonly numbered: ReadonlySet<string>;
};

export function numberedTypes(
  types: readonly Pick<ServiceType, 'code' | 'namespace'>[],
): ReadonlySet<string> {
  return new Set(types.filter(({ namespace }) => namespace === 'e164').map(({ code }) => code));
}

/** One for each supplier and reference that no service was found for, in order of their first line. */
export function missingServices(rows: readonly RedFacts[], known: KnownTypes): MissingService[] {
  const groups = new Map<string, RedFacts[]>();
  for (const row of rows) {
    const { line, supplier, reference } = row;
    if (line.state !== 'open' || line.reason !== 'reference-unknown') continue;
    if (supplier === null || reference === null) continue;
    const key = JSON.stringify([supplier, toE164(reference) ?? reference]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => serviceOf(group, known));
}

/** One service, of all the lines that name it. */
function serviceOf(group: readonly RedFacts[], known: KnownTypes): MissingService[] {
  const [first] = group;
  if (first?.supplier == null || first.reference === null) return [];
  const own = toE164(first.reference);
  const number = numberOf(group);
  const plan = group.map(({ line }) => line.text).find((text) => known.ofPlans.has(text)) ?? null;
  return [
    {
      supplier: first.supplier,
      reference: own ?? first.reference,
      number,
      plan,
      lines: group.length,
      netOre: sum(group.map((row) => row.line.netOre)),
      from: group.map((row) => row.periodFrom).reduce((a, b) => (a < b ? a : b)),
      serviceType: typeOf(plan, number ?? own, known),
    },
  ];
}

function numberOf(group: readonly RedFacts[]): string | null {
  const said = group.find(({ number }) => number !== null)?.number ?? null;
  return said === null ? null : toE164(said);
}

/** The plan's type, else what a number alone can tell; a person corrects it in the form. */
function typeOf(plan: string | null, number: string | null, known: KnownTypes): string {
  const ofPlan = known.ofPlans.get(plan ?? '') ?? null;
  if (number === null) return ofPlan === null || known.numbered.has(ofPlan) ? SPECIAL : ofPlan;
  return ofPlan ?? (isM2mNumber(number) ? 'm2m' : 'mobile');
}

/** Who owns the service of a row: as its own field says, else as the one for all others; null is nobody. */
export function ownerOfRow(
  form: Pick<MissingForm, 'owner' | 'newRest'>,
  row: number,
): string | null {
  const own = form.owner[row] ?? '';
  return own === '' ? form.newRest : own;
}

/** The rows of the form that were given an owner. */
export function missingOf(
  form: MissingForm,
  types: readonly Pick<ServiceType, 'code' | 'namespace'>[],
): MissingSubscription[] {
  const numbered = numberedTypes(types);
  return form.reference.flatMap((reference, index) => {
    const at = (column: readonly string[]) => column[index] ?? '';
    const activatedOn = form.activatedOn[index];
    const owner = ownerOfRow(form, index);
    if (owner === null || activatedOn === undefined) return [];
    const serviceType = at(form.serviceType);
    return [
      {
        ...identityOf(reference, at(form.number), numbered.has(serviceType)),
        serviceType,
        switchboard: null,
        supplier: form.supplier[index] ?? null,
        supplierAccount: null,
        plan: at(form.plan) === '' ? null : at(form.plan),
        contract: null,
        activatedOn,
        owner,
        holderText: null,
      },
    ];
  });
}

/**
 * What is told by the supplier's id is found by it again; it is known by its number too, where the file
 * or a person says one and its type has numbers.
 */
function identityOf(
  reference: string,
  number: string,
  isNumbered: boolean,
): Pick<MissingSubscription, 'identifier' | 'supplierSubscriptionId'> {
  if (toE164(reference) !== null) return { identifier: reference, supplierSubscriptionId: null };
  const isKnownByNumber = isNumbered && number !== '';
  return {
    identifier: isKnownByNumber ? number : reference,
    supplierSubscriptionId: reference,
  };
}
