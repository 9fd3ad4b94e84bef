// The pages of waits' policies: all of them, and the form that changes one.

import { address } from '../../kernel/listing.ts';
import { FRESH_FORM, type FormState } from '../../kernel/page.ts';
import { notFound } from '../../kernel/refusal.ts';
import { may } from '../../kernel/rule.ts';
import { faultsOfFields, orAgain, sentTexts } from '../../http/form.ts';
import type { Nav } from '../../http/nav.ts';
import type { Route } from '../../http/route.ts';
import type { createProcessCommands } from './commands.ts';
import { waitPoliciesPage, waitPolicyPage } from './pages.ts';
import { paths } from './paths.ts';
import { changeWaitPolicies, seeWaitPolicies } from './policy.ts';
import { Nothing, WaitPolicyForm, WaitPolicyQuestion } from './schema.ts';
import type { ProcessStore } from './store.ts';

type Parts = {
  readonly store: Pick<ProcessStore, 'waitPolicies'>;
  readonly commands: ReturnType<typeof createProcessCommands>;
};

export function waitPolicyRoutes({ store, commands }: Parts) {
  const formPage = async (kind: unknown, form: FormState) => {
    const found = (await store.waitPolicies()).find((policy) => policy.kind === kind);
    if (found === undefined) throw notFound();
    return waitPolicyPage(found, form);
  };

  return (route: Route): void => {
    route.get(paths.waitPolicies(), {
      rule: seeWaitPolicies,
      input: Nothing,
      handle: async ({ input, actor, reply }) => {
        const page = waitPoliciesPage({
          policies: await store.waitPolicies(),
          mayChange: may(changeWaitPolicies, actor),
          changed: input.done === 'changed',
        });
        await reply.page('processes/wait-policies', page);
      },
    });

    route.get(paths.waitPolicy(':kind'), {
      rule: changeWaitPolicies,
      input: WaitPolicyQuestion,
      handle: async ({ input, reply }) => {
        await reply.page('processes/wait-policy', await formPage(input.kind, FRESH_FORM));
      },
    });

    route.post(paths.waitPolicy(':kind'), {
      rule: changeWaitPolicies,
      input: WaitPolicyForm,
      onInvalid: async ({ values, errors, reply }) => {
        const page = await formPage(values['kind'], { values, faults: faultsOfFields(errors) });
        await reply.page('processes/wait-policy', page, 422);
      },
      handle: async ({ input, actor, reply, request }) => {
        await orAgain(
          async () => {
            await commands.changeWaitPolicy({ ...input, actor });
            reply.seeOther(address(paths.waitPolicies(), { done: 'changed' }));
          },
          async (form) => {
            await reply.page('processes/wait-policy', await formPage(input.kind, form), 422);
          },
          { values: sentTexts(request.body), fieldOf: () => 'reason' },
        );
      },
    });
  };
}

export function waitPolicyMenu(nav: Nav): void {
  nav.add({
    group: 'system',
    key: 'processes:waitPolicies.title',
    icon: 'alarm-clock',
    href: paths.waitPolicies(),
    rule: seeWaitPolicies,
    order: 50,
  });
}
