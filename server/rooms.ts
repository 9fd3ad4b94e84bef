// Every room's pages, calls and places in the menu, with what its pages ask of other rooms.

import type { House } from './compose.ts';
import { namesOfActors, ownerFacts } from './answers.ts';
import { createCharts } from './http/charts.ts';
import type { Routes } from './http/route.ts';

export function registerRooms(
  house: House,
  { route, api }: Routes,
  signIn: Parameters<House['access']['routes']>[0],
): void {
  registerPages(house, route, signIn);
  for (const room of [house.directory, house.inventory, house.imports, house.invoices]) {
    room.api(api);
  }
  const { texts, pdf } = house.pages;
  house.billing.api({ texts, pdf, invoices: house.invoices })(api);
}

function registerPages(
  house: House,
  route: Routes['route'],
  signIn: Parameters<House['access']['routes']>[0],
): void {
  const { pages, invoices, journal } = house;
  const askNames = namesOfActors(house);
  const { texts, nav, pdf } = pages;
  const charts = createCharts(texts);
  house.start.routes({ charts })(route);
  house.inventory.routes({ charts, texts, askNames, costs: house.billing.costsOfSubscription })(
    route,
  );
  house.directory.routes({ charts, askNames, ...ownerFacts(house) })(route);
  house.catalogue.routes(route);
  house.billing.routes({ texts, pdf, invoices, journal, askNames })(route);
  invoices.routes(route);
  house.imports.routes(route);
  house.access.routes(signIn)(route);
  house.notices.routes(route);
  house.processes.routes(route);
  for (const room of [
    house.start,
    house.inventory,
    house.directory,
    house.catalogue,
    house.billing,
    invoices,
    house.imports,
    house.access,
    house.notices,
    house.processes,
  ]) {
    room.menu(nav);
  }
}
