// Suppliers: the list, and the card of one with how its invoices are read.

import {
  crumbs,
  fact,
  say,
  verbatim,
  type Empty,
  type Fact,
  type PageHead,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { ChargeCode, Supplier } from '../types.ts';

export type SuppliersPage = PageHead & {
  readonly rows: readonly {
    readonly href: string;
    readonly name: string;
    readonly code: string;
    readonly organisationNumber: string;
    readonly expected: Text;
    readonly specification: Text;
  }[];
  readonly empty: Empty | null;
};

export function suppliersPage(suppliers: readonly Supplier[]): SuppliersPage {
  const title = say('layout:menu.suppliers');
  return {
    title,
    crumbs: crumbs(title),
    rows: suppliers.map((supplier) => ({
      href: paths.supplier(supplier.code),
      name: supplier.name,
      code: supplier.code,
      organisationNumber: supplier.organisationNumber ?? '',
      expected: expectedText(supplier),
      specification: specificationText(supplier),
    })),
    empty: suppliers.length > 0 ? null : EMPTY,
  };
}

const EMPTY: Empty = {
  icon: 'radio-tower',
  title: say('catalogue:suppliers.empty'),
  says: say('catalogue:suppliers.emptySays'),
  action: null,
};

export type SupplierPage = PageHead & {
  readonly lead: Text;
  readonly facts: readonly Fact[];
  readonly patterns: readonly string[];
  readonly codes: readonly {
    readonly match: string;
    readonly kind: Text;
    readonly item: string;
  }[];
};

export function supplierPage(supplier: Supplier, codes: readonly ChargeCode[]): SupplierPage {
  const title = verbatim(supplier.name);
  return {
    title,
    crumbs: crumbs(title, { href: paths.suppliers(), says: say('layout:menu.suppliers') }),
    lead: say('catalogue:supplier.lead', { code: supplier.code }),
    facts: [
      fact(say('catalogue:fact.organisationNumber'), verbatim(supplier.organisationNumber ?? '–')),
      fact(say('catalogue:fact.bankgiro'), verbatim(supplier.bankgiro ?? '–')),
      fact(say('catalogue:fact.expected'), expectedText(supplier)),
      fact(say('catalogue:fact.specification'), specificationText(supplier)),
      fact(say('catalogue:fact.tolerance'), say('parts:money', { ore: supplier.toleranceOre }), {
        sub: say('catalogue:fact.toleranceSays'),
      }),
    ],
    patterns: supplier.patterns,
    codes: codes.map(({ match, class: kind, item }) => ({
      match,
      kind: say(`catalogue:class.${kind}`),
      item: item ?? '',
    })),
  };
}

function expectedText({ invoiceDay, rhythm }: Supplier): Text {
  return invoiceDay === null
    ? say('catalogue:expected.none')
    : say(`catalogue:expected.${rhythm}`, { day: invoiceDay });
}

function specificationText({ specification }: Supplier): Text {
  return specification === null ? say('catalogue:specification.none') : verbatim(specification);
}
