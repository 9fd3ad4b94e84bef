// Suppliers and prices as pages, and another price from a day.

import { address } from '../../kernel/listing.ts';
import { FRESH_FORM, type FormState } from '../../kernel/page.ts';
import { notFound } from '../../kernel/refusal.ts';
import { may } from '../../kernel/rule.ts';
import { faultsOfFields, orAgain, sentTexts } from '../../http/form.ts';
import type { Nav } from '../../http/nav.ts';
import type { Route } from '../../http/route.ts';
import type { Clock } from '../../platform/clock.ts';
import type { createCatalogueCommands } from './commands.ts';
import { fieldOfPrice, priceChangePage, pricesPage } from './pages/prices.ts';
import { supplierPage, suppliersPage } from './pages/suppliers.ts';
import { paths } from './paths.ts';
import { changePrices, seePrices, seeSuppliers } from './policy.ts';
import type { CatalogueQueries } from './queries.ts';
import { PriceForm, PriceQuestion, PricesQuery, SupplierShow, SuppliersQuery } from './schema.ts';

type Deps = {
  readonly clock: Clock;
  readonly catalogue: CatalogueQueries & ReturnType<typeof createCatalogueCommands>;
};

export function catalogueRoutes({ catalogue, clock }: Deps) {
  const formPage = async (
    { list, item }: { readonly list: string | null; readonly item: string | null },
    form: FormState,
  ) => {
    const on = clock.today();
    const named = list === null || item === null ? null : { list, item };
    const [running, last, types] = await Promise.all([
      named === null ? null : catalogue.priceOn({ ...named, on }),
      named === null ? null : catalogue.lastPrice(named),
      catalogue.allServiceTypes(),
    ]);
    return priceChangePage({ list, item, running, last, types, today: on }, form);
  };

  return (route: Route): void => {
    route.get(paths.suppliers(), {
      rule: seeSuppliers,
      input: SuppliersQuery,
      handle: async ({ reply }) => {
        await reply.page('catalogue/suppliers', suppliersPage(await catalogue.allSuppliers()));
      },
    });

    route.get(paths.supplier(':code'), {
      rule: seeSuppliers,
      input: SupplierShow,
      handle: async ({ input, reply }) => {
        const supplier = await catalogue.findSupplier(input.code);
        if (supplier === null) throw notFound();
        const codes = await catalogue.allChargeCodes(supplier.code);
        await reply.page('catalogue/supplier', supplierPage(supplier, codes));
      },
    });

    route.get(paths.prices(), {
      rule: seePrices,
      input: PricesQuery,
      handle: async ({ input, actor, reply }) => {
        const [prices, types] = await Promise.all([
          catalogue.allPrices(),
          catalogue.allServiceTypes(),
        ]);
        const mayChange = may(changePrices, actor);
        const facts = { query: input, prices, types, today: clock.today(), mayChange };
        await reply.page('catalogue/prices', pricesPage(facts));
      },
    });

    route.get(paths.priceChange(), {
      rule: changePrices,
      input: PriceQuestion,
      handle: async ({ input, reply }) => {
        await reply.page('catalogue/price', await formPage(input, FRESH_FORM));
      },
    });

    route.post(paths.priceChange(), {
      rule: changePrices,
      input: PriceForm,
      onInvalid: async ({ values, errors, reply }) => {
        const named = { list: textOf(values['list']), item: textOf(values['item']) };
        const form = { values, faults: faultsOfFields(errors) };
        await reply.page('catalogue/price', await formPage(named, form), 422);
      },
      handle: async ({ input, actor, reply, request }) => {
        await orAgain(
          async () => {
            await catalogue.changePrice({ ...input, actor });
            reply.seeOther(address(paths.prices(), { list: input.list, done: 'changed' }));
          },
          async (form) => {
            await reply.page('catalogue/price', await formPage(input, form), 422);
          },
          { values: sentTexts(request.body), fieldOf: fieldOfPrice },
        );
      },
    });
  };
}

export function catalogueMenu(nav: Nav): void {
  nav.add({
    group: 'register',
    key: 'layout:menu.suppliers',
    icon: 'radio-tower',
    href: paths.suppliers(),
    rule: seeSuppliers,
    order: 50,
  });
  nav.add({
    group: 'register',
    key: 'layout:menu.prices',
    icon: 'tags',
    href: paths.prices(),
    rule: seePrices,
    order: 60,
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
