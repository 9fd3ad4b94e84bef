// The red list as a page, and the form that gives its lines a home.

import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { say, type FieldFault, type FormState } from '../../../kernel/page.ts';
import { notFound, Refusal, type Fault } from '../../../kernel/refusal.ts';
import type { Route } from '../../../http/route.ts';
import type { Reply } from '../../../http/reply.ts';
import { paths as supplierPaths } from '../../invoices/paths.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { createDecidingCommands } from '../commands/deciding.ts';
import type { createPlacingCommands } from '../commands/placing.ts';
import { redListPage } from '../pages/red-list.ts';
import { paths } from '../paths.ts';
import { runMonths, seeMonths, startMonths } from '../policy.ts';
import { missingOf, ownerOfRow } from '../rules/missing-services.ts';
import { placementGroups, type PlacementGroup } from '../rules/placement-form.ts';
import { MissingForm, MonthQuestion, PlacementForm } from '../schema/pages.ts';
import type { PageQueries } from './deps.ts';

type Deps = {
  readonly queries: PageQueries;
  readonly commands: Pick<ReturnType<typeof createPlacingCommands>, 'placeLines'> &
    Pick<ReturnType<typeof createDecidingCommands>, 'rerunMonth'>;
  readonly inventory: Pick<Inventory, 'createMissingSubscriptions'>;
  readonly catalogue: Pick<Catalogue, 'allServiceTypes'>;
};

export function redListRoutes({ queries, commands, inventory, catalogue }: Deps) {
  const draw = async (
    month: Month,
    { actor, reply, form }: { actor: Actor; reply: Reply; form?: FormState },
  ): Promise<void> => {
    const facts = await queries.redListFacts(month, actor);
    if (facts === null) throw notFound();
    const page = redListPage({ ...facts, supplierLinks: supplierPaths }, form);
    await reply.page('billing/red-list', page, form === undefined ? 200 : 422);
  };

  /** Places group by group; the first that is refused stops, and what was placed stays placed. */
  const place = async (form: PlacementForm, actor: Actor): Promise<FieldFault[]> => {
    const groups = placementGroups(form);
    if (groups.length === 0) return [{ field: 'rest', says: say('billing:redList.fault.none') }];
    for (const { owner, lineIds } of groups) {
      const { month, reason, asRule } = form;
      try {
        await commands.placeLines({ month, lineIds, owner, reason, asRule }, actor);
      } catch (error) {
        const fault = faultOf(error, { owner, lineIds }, form);
        if (fault === null) throw error;
        return [fault];
      }
    }
    return [];
  };

  /** Makes what has an owner, all or none, and has the month worked out again. */
  const create = async (form: MissingForm, actor: Actor): Promise<FieldFault[]> => {
    const missing = missingOf(form, await catalogue.allServiceTypes());
    if (missing.length === 0) return [{ field: 'new-owner-1', says: say('billing:missing.none') }];
    try {
      await inventory.createMissingSubscriptions({ missing, reason: form.newReason, actor });
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'invalid') return importFaults(error, form);
      throw error;
    }
    await commands.rerunMonth(form.month, actor);
    return [];
  };

  return (route: Route): void => {
    route.get(paths.redList(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: ({ input, actor, reply }) => draw(input.month, { actor, reply }),
    });

    route.post(paths.placement(':month'), {
      rule: runMonths,
      input: PlacementForm,
      handle: async ({ input, actor, reply }) => {
        const faults = await place(input, actor);
        if (faults.length === 0) reply.seeOther(paths.redList(input.month));
        else await draw(input.month, { actor, reply, form: { values: input, faults } });
      },
      onInvalid: async ({ values, errors, actor, reply }) => {
        const { month } = MonthQuestion.parse({ month: values['month'] });
        const form = { values, faults: errors.map(fieldFault) };
        await draw(month, { actor, reply, form });
      },
    });

    route.post(paths.newSubscriptions(':month'), {
      rule: startMonths,
      input: MissingForm,
      handle: async ({ input, actor, reply }) => {
        const faults = await create(input, actor);
        if (faults.length === 0) reply.seeOther(paths.month(input.month));
        else await draw(input.month, { actor, reply, form: { values: input, faults } });
      },
      onInvalid: async ({ values, errors, actor, reply }) => {
        const { month } = MonthQuestion.parse({ month: values['month'] });
        await draw(month, { actor, reply, form: { values, faults: errors.map(fieldFault) } });
      },
    });
  };
}

/** What the import's own checks say, row by row: the first row of such a file is 2. */
function importFaults({ details }: Refusal, form: MissingForm): FieldFault[] {
  const made = form.reference.flatMap((_, index) =>
    ownerOfRow(form, index) === null ? [] : [index],
  );
  return (details.errors ?? []).map(({ row = 2, code, args, value = '', column = '' }) => ({
    field: fieldOf(column, made[row - 2] ?? 0, form),
    says: say(`errors:${code}`, { row, column, value, ...args }),
  }));
}

/** Where a fault of a service is mended: in its own field, or in the one for all others. */
function fieldOf(column: string, index: number, { owner }: MissingForm): string {
  if (column === 'owner' && (owner[index] ?? '') === '') return 'newRest';
  return `new-${column === 'identifier' ? 'number' : 'owner'}-${String(index + 1)}`;
}

/** An owner that does not exist is a fault of a field; anything else is told as it is. */
function faultOf(
  error: unknown,
  { owner, lineIds }: PlacementGroup,
  form: PlacementForm,
): FieldFault | null {
  if (!(error instanceof Refusal) || error.kind !== 'invalid') return null;
  const index = form.lineId.findIndex((lineId) => lineIds.includes(lineId));
  const isOwn = (form.owner[index] ?? '') !== '';
  return {
    field: isOwn ? `owner-${String(index + 1)}` : 'rest',
    says: say('billing:redList.fault.owner', { code: owner ?? '' }),
  };
}

function fieldFault({ column }: Fault): FieldFault {
  return { field: column ?? 'reason', says: say('billing:redList.fault.reason') };
}
