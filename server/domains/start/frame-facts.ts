// What stands in the frame of every page: the organisation with its counts, and where one's roles reach.

import type { Actor, Reach, Role, Scope } from '../../kernel/actor.ts';
import { say, verbatim, type Text } from '../../kernel/page.ts';
import type { StartDeps } from './start.ts';

export type FrameFacts = {
  readonly organisation: string | null;
  readonly services: number | null;
  readonly costCentres: number | null;
  /** Of each role: `hela organisationen`, `Omvårdnad`, `4520 Hemtjänst`, `3 kostnadsställen`. */
  readonly places: ReadonlyMap<Role, Text>;
};

type House = Omit<FrameFacts, 'places'> & {
  readonly unitNames: ReadonlyMap<string, string>;
  readonly ownerNames: ReadonlyMap<string, string>;
};

const KEPT_MS = 60_000;
const EVERYTHING: Reach = {
  all: true,
  units: new Set(),
  costCentres: new Set(),
  customers: new Set(),
};

export function createFrameFacts(deps: StartDeps): (actor: Actor) => Promise<FrameFacts> {
  let kept: { readonly at: number; readonly house: Promise<House> } | null = null;
  const house = (): Promise<House> => {
    const at = Date.parse(deps.clock.now());
    if (kept === null || Math.abs(at - kept.at) > KEPT_MS) {
      const read = readHouse(deps);
      read.catch(() => {
        kept = null;
      });
      kept = { at, house: read };
    }
    return kept.house;
  };
  return async (actor) => {
    const { unitNames, ownerNames, ...facts } = await house();
    return { ...facts, places: placesOf(actor, { unitNames, ownerNames }) };
  };
}

async function readHouse({ directory, inventory, clock }: StartDeps): Promise<House> {
  const [units, entities, centres, types] = await Promise.all([
    directory.allUnits(),
    directory.allLegalEntities(),
    directory.costCentreCodes(),
    inventory.countsByType(clock.today(), { reach: EVERYTHING, self: null }),
  ]);
  const services = types.reduce((total, { count }) => total + count, 0);
  return {
    organisation: entities.find(({ kind }) => kind === 'municipality')?.name ?? null,
    services: services === 0 ? null : services,
    costCentres: centres.size,
    unitNames: new Map(units.map(({ code, name }) => [code, name])),
    ownerNames: await directory.namesOfOwners([...(await directory.ownerCodes())]),
  };
}

/** Where each role reaches that is more than an employee's. */
function placesOf(actor: Actor, names: Names): ReadonlyMap<Role, Text> {
  const roles = new Set(actor.rights.map(({ role }) => role).filter((role) => role !== 'employee'));
  return new Map(
    [...roles].flatMap((role) => {
      const scopes = actor.rights.filter((right) => right.role === role).map(({ scope }) => scope);
      const place = placeOf(scopes, names);
      return place === null ? [] : [[role, place] as const];
    }),
  );
}

type Names = Pick<House, 'unitNames' | 'ownerNames'>;

/** The widest kind of place, by name where there is one of it, else how many there are. */
function placeOf(scopes: readonly Scope[], { unitNames, ownerNames }: Names): Text | null {
  if (scopes.some(({ kind }) => kind === 'all')) return say('layout:everywhere');
  const codesOf = (kind: Scope['kind']) => [
    ...new Set(
      scopes.flatMap((scope) => (scope.kind === kind && 'code' in scope ? [scope.code] : [])),
    ),
  ];
  // Cost centres below a unit that is named already would only say the same again.
  const units = codesOf('unit');
  if (units.length > 0) {
    const [only = ''] = units;
    if (units.length > 1) return say('layout:units', { count: units.length });
    return verbatim(unitNames.get(only) ?? only);
  }
  const named = (code: string) => verbatim([code, ownerNames.get(code) ?? ''].join(' ').trim());
  const centres = codesOf('cost-centre');
  const customers = codesOf('customer');
  if (centres.length + customers.length === 1) return named([...centres, ...customers][0] ?? '');
  if (centres.length > 0) return say('layout:costCentres', { count: centres.length });
  return customers.length > 0 ? say('layout:customers', { count: customers.length }) : null;
}
