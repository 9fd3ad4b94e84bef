// Catalogue's kinds: service types, suppliers, charge codes, prices.

import { isBankgiro, isOrganisationNumber } from '../../../kernel/numbers.ts';
import { defineImport, type Importable, type Uses } from '../../../platform/csv-import.ts';
import type { Line, Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import { faultOfPattern, splitPatterns } from '../rules.ts';
import type { CatalogueStore } from '../store.ts';
import { OWN_LIST, type KnownSpecifications } from '../types.ts';
import {
  CHARGE_CODE_COLUMNS,
  PRICE_COLUMNS,
  SERVICE_TYPE_COLUMNS,
  SUPPLIER_COLUMNS,
  type ChargeCodeRow,
  type PriceRow,
  type SupplierRow,
} from './columns.ts';

export type CatalogueImportDeps = {
  readonly store: CatalogueStore;
  readonly uses: readonly Uses[];
};

export function defineServiceTypeImport({ store, uses }: CatalogueImportDeps): Importable {
  return defineImport({
    kind: 'service-types',
    columns: SERVICE_TYPE_COLUMNS,
    key: ['code'],
    prepare: (tx) => store.serviceTypes.load(tx),
    stored: (rows) => rows,
    check: () => undefined,
    uses: [...store.uses, ...uses],
    write: (changes, _rows, tx) => store.serviceTypes.apply(changes, tx),
  });
}

type SupplierFacts = {
  readonly suppliers: readonly Stored<SupplierRow>[];
  readonly specifications: ReadonlySet<string>;
};

export function defineSupplierImport(
  deps: CatalogueImportDeps & { readonly specifications: KnownSpecifications },
): Importable {
  const { store, uses } = deps;
  return defineImport({
    kind: 'suppliers',
    columns: SUPPLIER_COLUMNS,
    key: ['code'],
    prepare: async (tx): Promise<SupplierFacts> => ({
      suppliers: await store.suppliers.load(tx),
      specifications: await deps.specifications(),
    }),
    stored: (facts) => facts.suppliers,
    check: (sheet, facts) => {
      sheet.refer('specification', new Set([...facts.specifications, 'none']));
      for (const line of sheet.kept) checkSupplier(sheet, line);
    },
    uses: [...store.uses, ...uses],
    write: (changes, _facts, tx) => store.suppliers.apply(changes, tx),
  });
}

function checkSupplier(sheet: Sheet<SupplierRow>, line: Line<SupplierRow>): void {
  const { patterns, organisation_number: organisation, bankgiro } = line.cells;
  if (typeof organisation === 'string' && !isOrganisationNumber(organisation)) {
    sheet.warn(line, 'organisation_number', 'import.check-digit');
  }
  if (typeof bankgiro === 'string' && !isBankgiro(bankgiro)) {
    sheet.warn(line, 'bankgiro', 'import.check-digit');
  }
  if (typeof patterns !== 'string') return;
  for (const pattern of splitPatterns(patterns)) {
    const fault = faultOfPattern(pattern);
    if (fault !== null) sheet.fault(line, 'patterns', fault, { pattern });
  }
}

type ChargeCodeFacts = {
  readonly chargeCodes: readonly Stored<ChargeCodeRow>[];
  readonly suppliers: ReadonlySet<string>;
};

export function defineChargeCodeImport({ store, uses }: CatalogueImportDeps): Importable {
  return defineImport({
    kind: 'charge-codes',
    columns: CHARGE_CODE_COLUMNS,
    key: ['supplier', 'match'],
    repeats: true,
    prepare: async (tx): Promise<ChargeCodeFacts> => ({
      chargeCodes: await store.chargeCodes.load(tx),
      suppliers: await store.codesOf('suppliers', tx),
    }),
    stored: (facts) => facts.chargeCodes,
    check: (sheet, facts) => {
      sheet.refer('supplier', facts.suppliers);
    },
    uses,
    write: (changes, _facts, tx) => store.chargeCodes.apply(changes, tx),
  });
}

type PriceFacts = {
  readonly prices: readonly Stored<PriceRow>[];
  readonly serviceTypes: ReadonlySet<string>;
};

export function definePriceImport({ store, uses }: CatalogueImportDeps): Importable {
  return defineImport({
    kind: 'prices',
    columns: PRICE_COLUMNS,
    key: ['list', 'item', 'from'],
    prepare: async (tx): Promise<PriceFacts> => ({
      prices: await store.prices.load(tx),
      serviceTypes: await store.codesOf('service_types', tx),
    }),
    stored: (facts) => facts.prices,
    check: checkPrices,
    uses,
    write: (changes, _facts, tx) => store.prices.apply(changes, tx),
  });
}

function checkPrices(sheet: Sheet<PriceRow>, facts: PriceFacts): void {
  sheet.inOrder('from', 'to');
  for (const line of sheet.kept) {
    const { list, item } = line.cells;
    if (list === OWN_LIST && item !== undefined && !facts.serviceTypes.has(item)) {
      sheet.fault(line, 'item', 'import.unknown');
    }
  }
  // One price a day: a new one is refused until the file also says when the old one ends.
  sheet.apart(({ list, item }) => `${list}\u0000${item}`, { from: 'from', to: 'to' });
}
