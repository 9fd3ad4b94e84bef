// The card of a service, and the form that gives it other owners from a day.

import type { Actor } from '../../../kernel/actor.ts';
import { FRESH_FORM, type FormState } from '../../../kernel/page.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { may, reachOf } from '../../../kernel/rule.ts';
import { faultsOfFields, orAgain, sentTexts } from '../../../http/form.ts';
import type { Lang, Route } from '../../../http/route.ts';
import { address } from '../../../kernel/listing.ts';
import { historyOf } from '../pages/history.ts';
import { fieldOfOwnership, hiddenHolder, ownershipPage } from '../pages/ownership.ts';
import { subscriptionShowPage, type PricedItem } from '../pages/show.ts';
import { paths } from '../paths.ts';
import { changeOwnership, seeSubscriptions, targetOf } from '../policy.ts';
import { WHOLE_SHARE, type CostShare, type Ownership, type Subscription } from '../types.ts';
import { everHeldBy } from '../rules/display.ts';
import { livingOwners } from '../rules/living.ts';
import { OwnershipForm, OwnershipQuestion, SubscriptionShow } from '../schema.ts';
import type { InventoryPageDeps } from './deps.ts';
import { scopeOf } from './list.ts';
import { peopleOf } from './people.ts';

export function showRoutes(deps: InventoryPageDeps) {
  const { inventory, directory, catalogue, clock } = deps;

  const livingTarget = (ownerships: readonly Ownership[]) =>
    targetOf(livingOwners(ownerships, clock.today()));

  const targetOfId = async ({ id }: { id: string }) => {
    const found = await inventory.findSubscription(id);
    return found === null ? null : livingTarget(await inventory.ownershipsOf([id]));
  };

  const subscriptionOf = async (id: string): Promise<Subscription> => {
    const found = await inventory.findSubscription(id);
    if (found === null) throw new Error(`subscription ${id} went away`);
    return found;
  };

  const showPage = async (input: SubscriptionShow, actor: Actor, lang: Lang) => {
    const subscription = await subscriptionOf(input.id);
    const [ownerships, identifiers, types, suppliers, entries] = await Promise.all([
      inventory.ownershipsOf([input.id]),
      inventory.identifiersOf(input.id),
      catalogue.allServiceTypes(),
      catalogue.allSuppliers(),
      deps.journal.ofSubject(`subscription:${input.id}`),
    ]);
    const [people, ownerNames, actorNames, costs, items] = await Promise.all([
      peopleOf(directory, everHeldBy(ownerships)),
      directory.namesOfOwners([...new Set(ownerships.map(({ owner }) => owner))]),
      deps.askNames([...new Set(entries.map(({ actor: by }) => by))]),
      costsOf(deps, input.id, actor),
      pricesOf(deps, subscription),
    ]);
    const page = subscriptionShowPage({
      subscription,
      typeName: nameIn(types, subscription.serviceType) ?? subscription.serviceType,
      supplierName: nameIn(suppliers, subscription.supplier),
      ownerships,
      identifiers,
      items,
      costs,
      history: historyOf(entries, { owners: ownerNames, actors: actorNames }),
      today: clock.today(),
      ownerNames,
      people,
      mayMove: may(changeOwnership, actor, livingTarget(ownerships)),
      done: input.done ?? null,
    });
    return { ...page, chart: page.chart === null ? null : deps.charts(page.chart, lang, CHART) };
  };

  const formPage = async ({ id, actor }: { id: string; actor: Actor }, form: FormState) => {
    const [subscription, ownerships, costCentres, customers] = await Promise.all([
      subscriptionOf(id),
      inventory.ownershipsOf([id]),
      directory.allCostCentres(clock.today()),
      directory.allCustomers(),
    ]);
    const { all, costCentres: centres, customers: outside } = reachOf(changeOwnership, actor);
    const ownerNames = new Map(
      [...costCentres, ...customers]
        .filter(({ code }) => all || centres.has(code) || outside.has(code))
        .map(({ code, name }) => [code, name]),
    );
    const people = await peopleOf(directory, everHeldBy(ownerships));
    const today = clock.today();
    return ownershipPage({ subscription, ownerships, today, ownerNames, people }, form);
  };

  /** A form that does not show who holds it, and says nothing of a holder, leaves it as it is. */
  const withHiddenHolder = async (form: OwnershipForm): Promise<OwnershipForm> => {
    if (form.holderEmail !== null || form.holderText !== null) return form;
    const ownerships = await inventory.ownershipsOf([form.id]);
    const people = await peopleOf(directory, everHeldBy(ownerships));
    const hidden = hiddenHolder(ownerships, people, clock.today());
    if (hidden === null) return form;
    return { ...form, holderEmail: hidden.holderEmail, holderText: hidden.holderText };
  };

  return (route: Route): void => {
    route.get(paths.show(':id'), {
      rule: seeSubscriptions,
      input: SubscriptionShow,
      target: targetOfId,
      handle: async ({ input, actor, reply, lang }) => {
        await reply.page('inventory/show', await showPage(input, actor, lang));
      },
    });

    route.get(paths.ownership(':id'), {
      rule: changeOwnership,
      input: OwnershipQuestion,
      target: targetOfId,
      handle: async ({ input, actor, reply }) => {
        await reply.page(
          'inventory/ownership',
          await formPage({ id: input.id, actor }, FRESH_FORM),
        );
      },
    });

    route.post(paths.ownership(':id'), {
      rule: changeOwnership,
      input: OwnershipForm,
      target: targetOfId,
      onInvalid: async ({ values, errors, actor, reply }) => {
        const form = { values, faults: faultsOfFields(errors) };
        const id = String(values['id']);
        await reply.page('inventory/ownership', await formPage({ id, actor }, form), 422);
      },
      handle: async ({ input, actor, reply, request }) => {
        await orAgain(
          async () => {
            demandReach(input, actor);
            await inventory.changeOwner({
              subscription: input.id,
              version: input.version,
              from: input.from,
              shares: sharesOf(await withHiddenHolder(input)),
              reason: input.reason,
              actor,
            });
            reply.seeOther(address(paths.show(input.id), { done: 'moved' }));
          },
          async (form) => {
            await reply.page(
              'inventory/ownership',
              await formPage({ id: input.id, actor }, form),
              422,
            );
          },
          { values: sentTexts(request.body), fieldOf: fieldOfOwnership },
        );
      },
    });
  };
}

const CHART = { height: 210 };

function nameIn(
  rows: readonly { readonly code: string; readonly name: string }[],
  code: string | null,
): string | null {
  return rows.find((each) => each.code === code)?.name ?? null;
}

/** One gives services only to those for whom one acts; of others one does not learn that they exist. */
function demandReach(form: OwnershipForm, actor: Actor): void {
  const reach = reachOf(changeOwnership, actor);
  const outside = sharesOf(form).find(
    ({ owner }) => !reach.all && !reach.costCentres.has(owner) && !reach.customers.has(owner),
  );
  if (outside === undefined) return;
  throw new Refusal('invalid', 'ownership.owner-unknown', { args: { owner: outside.owner } });
}

/** The owners that were filled in; one alone without a share has all of it. */
function sharesOf(form: OwnershipForm) {
  const { holderEmail, holderText } = form;
  const rows = [
    { owner: form.owner1, share: form.share1 },
    { owner: form.owner2, share: form.share2 },
    { owner: form.owner3, share: form.share3 },
  ].flatMap(({ owner, share }) => (owner === null ? [] : [{ owner, share }]));
  return rows.map(({ owner, share }) => ({
    owner,
    share: share ?? (rows.length === 1 ? WHOLE_SHARE : 0),
    holderEmail: holderEmail?.toLowerCase() ?? null,
    holderText,
  }));
}

/** What it cost, of those whose costs one may see. */
async function costsOf(
  { costs }: InventoryPageDeps,
  id: string,
  actor: Actor,
): Promise<readonly CostShare[]> {
  const { reach } = scopeOf(actor);
  return (await costs(id)).filter(
    ({ owner }) => reach.all || reach.costCentres.has(owner) || reach.customers.has(owner),
  );
}

/** Plan and options with the contract's price today; an extension's price is in the house's own list. */
async function pricesOf(
  { catalogue, clock }: InventoryPageDeps,
  subscription: Subscription,
): Promise<readonly PricedItem[]> {
  const { plan, options, contract, supplier, serviceType, activatedOn } = subscription;
  const today = clock.today();
  const on = activatedOn > today ? activatedOn : today;
  const list = contract ?? (supplier === null ? 'own' : null);
  const items = [plan ?? (list === 'own' ? serviceType : null), ...options].filter(
    (item) => item !== null,
  );
  return Promise.all(
    items.map(async (item) => {
      const found = list === null ? null : await catalogue.priceOn({ list, item, on });
      return {
        item,
        price: found?.price ?? null,
        per: found?.per ?? null,
        from: found?.from ?? null,
      };
    }),
  );
}
