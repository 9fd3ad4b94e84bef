// What stands in the frame of every page: the organisation with its counts, and where one's rights reach.

import type { Actor, Reach, Scope } from '../../kernel/actor.ts';
import { say, verbatim, type Text } from '../../kernel/page.ts';
import type { StartDeps } from './start.ts';

export type FrameFacts = {
  readonly organisation: string | null;
  readonly services: number | null;
  readonly costCentres: number | null;
  /** `hela organisationen`, `Omvårdnad`, `4520, 4521`. */
  readonly place: Text | null;
};

type House = Omit<FrameFacts, 'place'> & { readonly unitNames: ReadonlyMap<string, string> };

const KEPT_MS = 60_000;
const MOST_PLACES = 3;
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
    const { unitNames, ...facts } = await house();
    return { ...facts, place: placeOf(actor, unitNames) };
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
  };
}

/** Where the rights reach that are more than an employee's. */
function placeOf(actor: Actor, unitNames: ReadonlyMap<string, string>): Text | null {
  const scopes = actor.rights.filter(({ role }) => role !== 'employee').map(({ scope }) => scope);
  if (scopes.length === 0) return null;
  if (scopes.some(({ kind }) => kind === 'all')) return say('layout:everywhere');
  // Cost centres below a unit that is named already would only say the same again.
  const units = scopes.filter(({ kind }) => kind === 'unit');
  const told = units.length > 0 ? units : scopes;
  const places = [...new Set(told.flatMap((scope) => nameOf(scope, unitNames)))];
  const shown = places.slice(0, MOST_PLACES).join(', ');
  return verbatim(places.length > MOST_PLACES ? `${shown} …` : shown);
}

function nameOf(scope: Scope, unitNames: ReadonlyMap<string, string>): string[] {
  if (scope.kind === 'unit') return [unitNames.get(scope.code) ?? scope.code];
  return 'code' in scope ? [scope.code] : [];
}
