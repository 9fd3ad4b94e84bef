// The months as pages: the list, one month, and every decision about it.

import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { faultsOfFields } from '../../../http/form.ts';
import type { Route } from '../../../http/route.ts';
import { paths as supplierPaths } from '../../invoices/paths.ts';
import type { createDecidingCommands } from '../commands/deciding.ts';
import type { createStartingCommands } from '../commands/starting.ts';
import { monthListPage } from '../pages/month-list.ts';
import { monthPage } from '../pages/month.ts';
import { paths } from '../paths.ts';
import { approveMonths, runMonths, seeMonths, startMonths } from '../policy.ts';
import { ApprovalForm, MonthQuestion, Nothing, StartForm, WaiverForm } from '../schema/pages.ts';
import type { PageQueries } from './deps.ts';

export type MonthCommands = ReturnType<typeof createDecidingCommands> &
  Pick<ReturnType<typeof createStartingCommands>, 'startMonth'>;

type Deps = { readonly queries: PageQueries; readonly commands: MonthCommands };

export function monthRoutes({ queries, commands }: Deps) {
  /** A decision that needs nothing but the month. */
  const decision = (
    route: Route,
    path: string,
    decide: (month: Month, actor: Actor) => Promise<unknown>,
  ) => {
    route.post(path, {
      rule: runMonths,
      input: MonthQuestion,
      handle: async ({ input, actor, reply }) => {
        await decide(input.month, actor);
        reply.seeOther(paths.month(input.month));
      },
    });
  };

  return (route: Route): void => {
    route.get(paths.months(), {
      rule: seeMonths,
      input: Nothing,
      handle: async ({ actor, reply }) => {
        const facts = await queries.monthListFacts(actor);
        await reply.page('billing/months', monthListPage(facts));
      },
    });

    route.post(paths.months(), {
      rule: startMonths,
      input: StartForm,
      handle: async ({ input, actor, reply }) => {
        await commands.startMonth(input.month, actor);
        reply.seeOther(paths.month(input.month));
      },
    });

    route.get(paths.month(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: async ({ input, actor, reply }) => {
        const facts = await queries.monthFacts(input.month, actor);
        if (facts === null) throw notFound();
        await reply.page('billing/month', monthPage(facts, supplierPaths));
      },
    });

    route.post(paths.approval(':month'), {
      rule: approveMonths,
      input: ApprovalForm,
      handle: async ({ input, actor, reply }) => {
        await commands.approveMonth(input, actor);
        reply.seeOther(paths.month(input.month));
      },
    });

    route.post(paths.waiver(':month'), {
      rule: approveMonths,
      input: WaiverForm,
      onInvalid: async ({ values, errors, actor, reply }) => {
        const { month } = MonthQuestion.parse({ month: values['month'] });
        const facts = await queries.monthFacts(month, actor);
        if (facts === null) throw notFound();
        const form = { values, faults: faultsOfFields(errors) };
        await reply.page('billing/month', monthPage(facts, supplierPaths, form), 422);
      },
      handle: async ({ input, actor, reply }) => {
        await commands.waiveStep(input, actor);
        reply.seeOther(paths.month(input.month));
      },
    });

    decision(route, paths.pause(':month'), commands.pauseMonth);
    decision(route, paths.resume(':month'), commands.resumeMonth);
    decision(route, paths.cancellation(':month'), commands.cancelMonth);
    decision(route, paths.retry(':month'), commands.retryParts);
    decision(route, paths.refreeze(':month'), commands.rerunMonth);
  };
}
