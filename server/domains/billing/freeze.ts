// A month's inputs as they are now, read through the doors in bulk: plain data for the rules, and the
// id and version of every row behind it. Nothing is kept here.

import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { covers, lastDayOf, type LocalDate, type Month } from '../../kernel/calendar.ts';
import type { Tx } from '../../platform/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory/directory.ts';
import type { NamedHolder } from '../directory/types.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Ownership } from '../inventory/types.ts';
import type { BilledLine, SupplierInvoice } from '../invoices/types.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  toFrozenInvoice,
  toFrozenLine,
  toFrozenSubscription,
  toParty,
  type Holder,
} from './frozen-rows.ts';
import { canonicalText, monthOfText } from './rules/canonical.ts';
import type { AllocationRuleStore } from './store/allocation-rules.ts';
import type { FrozenMonth, FrozenPlacement } from './types.ts';
import type { FrozenVersions } from './types/process.ts';

/** The suppliers' invoices that a month is made of, with all their lines. */
export type MonthSupply = {
  readonly invoices: readonly SupplierInvoice[];
  readonly lines: readonly BilledLine[];
};

export type FreezeDeps = {
  readonly directory: Directory;
  readonly catalogue: Catalogue;
  readonly inventory: Inventory;
  readonly ledger: Pick<Ledger, 'allPostingRules' | 'allCodes' | 'changeStamp'>;
  readonly rules: AllocationRuleStore;
};

export type MonthInputs = { readonly frozen: FrozenMonth; readonly versions: FrozenVersions };

/** Reads everything in one transaction, so that it is of one moment. */
export function createInputReader(deps: FreezeDeps) {
  return async (
    { month, placements }: { month: Month; placements: readonly FrozenPlacement[] },
    { invoices, lines }: MonthSupply,
    tx: Tx,
  ): Promise<MonthInputs> => {
    const [organisation, services] = await Promise.all([
      readOrganisation(deps, lastDayOf(month), tx),
      readServices(deps, lastDayOf(month), tx),
    ]);
    const frozen: FrozenMonth = {
      month,
      invoices: invoices.map(toFrozenInvoice),
      lines: lines.map(toFrozenLine),
      placements,
      ...organisation.frozen,
      ...services.frozen,
    };
    return {
      frozen,
      versions: {
        ...organisation.versions,
        ...services.versions,
        invoices: invoices.map(({ id }) => [id, 1]),
      },
    };
  };
}

export type InputReader = ReturnType<typeof createInputReader>;

/** Ids and versions of what a freeze made now would name of the registers; its invoices left out. */
export function createVersionReader(deps: FreezeDeps) {
  return async (month: Month, tx: Tx): Promise<FrozenVersions> => {
    const organisation = await readOrganisation(deps, lastDayOf(month), tx);
    const services = await readServices(deps, lastDayOf(month), tx);
    return { ...organisation.versions, ...services.versions };
  };
}

/** Another text whenever a row of the registers has changed; the invoices left out. */
export function createStampReader({ directory, catalogue, inventory, ledger, rules }: FreezeDeps) {
  return async (tx: Tx): Promise<string> => {
    const rooms = [directory, catalogue, inventory, ledger, rules];
    return (await Promise.all(rooms.map((room) => room.changeStamp(tx)))).join(' ');
  };
}

export type StampReader = ReturnType<typeof createStampReader>;

export type VersionReader = ReturnType<typeof createVersionReader>;

/** A month as the bytes that a freeze keeps, and their hash before they were packed. */
export async function pack(frozen: FrozenMonth): Promise<{ bytes: Buffer; sha256: string }> {
  const text = canonicalText(frozen);
  const packed = promisify(gzip)(text, { level: 1 });
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { bytes: await packed, sha256 };
}

export async function unpack(bytes: Buffer): Promise<FrozenMonth> {
  return monthOfText((await promisify(gunzip)(bytes)).toString('utf8'));
}

/** Ids and versions as bytes; they are read only where two freezes are compared. */
export function packVersions(versions: FrozenVersions): Promise<Buffer> {
  return promisify(gzip)(JSON.stringify(versions), { level: 1 });
}

export async function unpackVersions(bytes: Buffer): Promise<FrozenVersions> {
  const text = (await promisify(gunzip)(bytes)).toString('utf8');
  return JSON.parse(text) as FrozenVersions;
}

async function readOrganisation({ directory, ledger }: FreezeDeps, on: LocalDate, tx: Tx) {
  // Asked at once, one is answered while the one before is read.
  const [settings, costCentres, units, legalEntities, customers, postingRules, codes] =
    await Promise.all([
      directory.settings(tx),
      directory.allCostCentres(on, tx),
      directory.allUnits(tx),
      directory.allLegalEntities(tx),
      directory.allCustomers(tx),
      ledger.allPostingRules(tx),
      ledger.allCodes(tx),
    ]);
  return {
    versions: {
      settings: settings.rows.map(versionOf),
      'cost-centres': costCentres.map(versionOf),
      units: units.map(versionOf),
      'legal-entities': legalEntities.map(versionOf),
      customers: customers.map(versionOf),
      'posting-rules': postingRules.map(versionOf),
      'code-register': codes.map(versionOf),
    },
    frozen: {
      settings: {
        postingMode: settings.postingMode,
        providingCostCentre: settings.providingCostCentre,
        clearingCostCentre: settings.clearingCostCentre,
        ledgerClosedThrough: settings.ledgerClosedThrough,
        sieDimensions: settings.sieDimensions,
      },
      costCentres: costCentres.map(
        ({ code, name, unit, validFrom, validTo, codeString, counterpart, vat, ...rest }) => ({
          code,
          name,
          unit,
          validFrom,
          validTo,
          codeString,
          counterpart,
          vat,
          channel: rest.channel,
          successors: rest.successors,
        }),
      ),
      units: units.map(({ code, parent, legalEntity }) => ({ code, parent, legalEntity })),
      legalEntities: legalEntities.map((entity) => ({
        ...toParty(entity),
        kind: entity.kind,
        bankgiro: entity.bankgiro,
        ocr: entity.ocr,
      })),
      customers: customers.map((each) => ({ ...toParty(each), counterpart: each.counterpart })),
      postingRules: postingRules.map(({ id: _id, version: _version, ...rule }) => rule),
      codeRegister: codes.map(({ id: _id, version: _version, ...code }) => code),
    },
  };
}

async function readServices(deps: FreezeDeps, on: LocalDate, tx: Tx) {
  const { catalogue, directory, inventory, rules } = deps;
  const [subscriptions, ownerships, everybody, serviceTypes, prices, allocationRules] =
    await Promise.all([
      inventory.allSubscriptions(tx),
      inventory.allOwnerships(tx),
      directory.allHolders(tx),
      catalogue.allServiceTypes(tx),
      catalogue.allPrices('own', tx),
      rules.all(tx),
    ]);
  const { holders, people } = holdersOn(on, ownerships, everybody);
  return {
    versions: {
      subscriptions: subscriptions.map(rowVersionOf),
      ownerships: ownerships.map(rowVersionOf),
      'service-types': serviceTypes.map(versionOf),
      prices: prices.map(versionOf),
      'allocation-rules': allocationRules.map(versionOf),
      // Who holds a service stands on its invoice, and may not where the identity is protected.
      holders: people.map(versionOf),
    },
    frozen: {
      subscriptions: subscriptions.map((each) => toFrozenSubscription(each, holders)),
      ownerships: ownerships.map(({ subscriptionId, owner, from, to, share }) => ({
        subscriptionId,
        owner,
        from,
        to,
        share,
      })),
      serviceTypes: serviceTypes.map(({ code, name, account, vatRate }) => ({
        code,
        name,
        account,
        vatRate,
      })),
      ownPrices: prices
        .filter((price) => price.per === 'month')
        .map(({ item, price, from, to }) => ({ serviceType: item, price, from, to })),
      allocationRules: allocationRules.map(({ version: _version, ...rule }) => rule),
    },
  };
}

function holdersOn(
  on: LocalDate,
  ownerships: readonly Ownership[],
  everybody: readonly NamedHolder[],
): {
  readonly holders: ReadonlyMap<string, Holder>;
  readonly people: readonly NamedHolder[];
} {
  const held = ownerships.filter((each) => isHeldOn(each, on));
  const emails = new Set(held.map(({ holderEmail }) => holderEmail?.toLowerCase()));
  const people = everybody.filter(({ email }) => emails.has(email));
  const byEmail = new Map(people.map((person) => [person.email, person]));
  const holders = new Map<string, Holder>();
  for (const { subscriptionId, holderEmail, holderText } of held) {
    const person = byEmail.get(holderEmail?.toLowerCase() ?? '') ?? null;
    const sofar = holders.get(subscriptionId) ?? null;
    holders.set(subscriptionId, holderOf(sofar, person, holderText));
  }
  return { holders, people };
}

function isHeldOn({ from, to, holderEmail, holderText }: Ownership, on: LocalDate): boolean {
  const isSaid = holderEmail !== null || holderText !== null;
  return isSaid && covers({ from, to }, on);
}

/** The first that is named; one protected among several hides them all. */
function holderOf(sofar: Holder | null, person: NamedHolder | null, text: string | null): Holder {
  const hidden = sofar?.hidden === true || person?.isProtected === true;
  return { hidden, name: hidden ? null : (sofar?.name ?? person?.name ?? text) };
}

function versionOf(row: { id: number; version: number }): readonly [number, number] {
  return [row.id, row.version];
}

function rowVersionOf(row: { rowId: number; version: number }): readonly [number, number] {
  return [row.rowId, row.version];
}
