// Who an owner's code is: an internal cost centre, a company's, or an external customer (rule 8), how
// its VAT is treated (rule 9), and who takes over from a closed one (rule 6 of interfaces.md §4).

import { covers, lastDayOf, type LocalDate } from '../../../kernel/calendar.ts';
import { byCodeBytes } from '../../../kernel/money.ts';
import type {
  CustomerKind,
  FrozenCostCentre,
  FrozenLegalEntity,
  FrozenMonth,
  FrozenUnit,
  RedListReason,
  VatTreatment,
} from '../types.ts';

export type Owner = {
  readonly code: string;
  readonly kind: CustomerKind;
  /** Whom the invoice goes to: the cost centre, its legal entity, or the customer. */
  readonly customer: string;
  readonly treatment: VatTreatment;
  /** Null for an external customer. */
  readonly costCentre: FrozenCostCentre | null;
};

/** Who pays in the end, `times` parts of `of`; more than one where successors share. */
export type Heir = { readonly owner: string; readonly times: bigint };

export type Inheritance =
  | { readonly heirs: readonly Heir[]; readonly of: bigint; readonly closed: boolean }
  | {
      readonly reason: Extract<
        RedListReason,
        'owner-unknown' | 'owner-closed' | 'successor-circle'
      >;
      readonly code: string;
    };

export type OwnerBook = {
  readonly find: (code: string) => Owner | null;
  /** The open owner or owners that a code stands for in this month. */
  readonly inherit: (code: string) => Inheritance;
  /** Place of an owner's code in byte order among all codes. */
  readonly rankOf: (code: string) => number;
};

/** Reads the registers once; answers are remembered. */
export function createOwnerBook(frozen: FrozenMonth): OwnerBook {
  const entityOf = legalEntities(frozen.units, frozen.legalEntities);
  const owners = new Map<string, Owner>();
  for (const customer of frozen.customers) {
    owners.set(customer.code, {
      code: customer.code,
      kind: 'external',
      customer: customer.code,
      treatment: 'deductible',
      costCentre: null,
    });
  }
  for (const costCentre of frozen.costCentres) {
    owners.set(costCentre.code, ownerOfCostCentre(costCentre, entityOf(costCentre.unit)));
  }
  const ranks = new Map(
    [...owners.keys()].sort(byCodeBytes).map((code, index) => [code, index] as const),
  );
  const inherited = new Map<string, Inheritance>();
  const onDay = lastDayOf(frozen.month);
  return {
    find: (code) => owners.get(code) ?? null,
    inherit: (code) => {
      const known = inherited.get(code);
      if (known !== undefined) return known;
      const found = inherit(code, { owners, onDay }, []);
      inherited.set(code, found);
      return found;
    },
    rankOf: (code) => ranks.get(code) ?? ranks.size,
  };
}

function ownerOfCostCentre(costCentre: FrozenCostCentre, entity: FrozenLegalEntity | null): Owner {
  const isCompany = entity?.kind === 'company';
  return {
    code: costCentre.code,
    kind: isCompany ? 'company' : 'internal',
    customer: isCompany ? entity.code : costCentre.code,
    treatment: isCompany ? 'deductible' : costCentre.vat,
    costCentre,
  };
}

/** A unit's legal entity: its own, else the nearest above. */
function legalEntities(
  units: readonly FrozenUnit[],
  entities: readonly FrozenLegalEntity[],
): (unit: string) => FrozenLegalEntity | null {
  const byUnit = new Map(units.map((unit) => [unit.code, unit]));
  const byCode = new Map(entities.map((entity) => [entity.code, entity]));
  return (code) => {
    const passed = new Set<string>();
    for (let unit = byUnit.get(code); unit !== undefined && !passed.has(unit.code);) {
      if (unit.legalEntity !== null) return byCode.get(unit.legalEntity) ?? null;
      passed.add(unit.code);
      unit = unit.parent === null ? undefined : byUnit.get(unit.parent);
    }
    return null;
  };
}

type Ground = { readonly owners: ReadonlyMap<string, Owner>; readonly onDay: LocalDate };

/** Rule 6: gives way until open. Every branch must end at an open owner, or nobody inherits. */
function inherit(code: string, ground: Ground, passed: readonly string[]): Inheritance {
  const owner = ground.owners.get(code);
  if (owner === undefined) return { reason: 'owner-unknown', code };
  if (owner.costCentre === null || isOpen(owner.costCentre, ground.onDay)) {
    return { heirs: [{ owner: code, times: 1n }], of: 1n, closed: false };
  }
  if (passed.includes(code)) return { reason: 'successor-circle', code };
  const { successors } = owner.costCentre;
  if (successors.length === 0) return { reason: 'owner-closed', code };
  const branches: { share: bigint; heirs: readonly Heir[]; of: bigint }[] = [];
  for (const successor of successors) {
    const branch = inherit(successor.code, ground, [...passed, code]);
    if ('reason' in branch) return branch;
    branches.push({ share: BigInt(successor.share), heirs: branch.heirs, of: branch.of });
  }
  return { ...joinBranches(branches), closed: true };
}

function joinBranches(branches: readonly { share: bigint; heirs: readonly Heir[]; of: bigint }[]): {
  heirs: readonly Heir[];
  of: bigint;
} {
  const common = branches.reduce((product, branch) => product * branch.of, 1n);
  const times = new Map<string, bigint>();
  for (const { share, heirs, of } of branches) {
    for (const heir of heirs) {
      const part = share * heir.times * (common / of);
      times.set(heir.owner, (times.get(heir.owner) ?? 0n) + part);
    }
  }
  const whole = branches.reduce((total, branch) => total + branch.share, 0n) * common;
  const divisor = [...times.values()].reduce(greatestCommonDivisor, whole);
  const heirs = [...times].map(([owner, part]) => ({ owner, times: part / divisor }));
  return { heirs, of: whole / divisor };
}

type Valid = Pick<FrozenCostCentre, 'validFrom' | 'validTo'>;

function isOpen({ validFrom, validTo }: Valid, on: LocalDate): boolean {
  return covers({ from: validFrom, to: validTo }, on);
}

/** Cost centres that may be charged on a day. */
export function openOn<T extends Valid>(costCentres: readonly T[], on: LocalDate): T[] {
  return costCentres.filter((costCentre) => isOpen(costCentre, on));
}

/** The largest number that divides both; of 0 and n it is n. */
export function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
