// The pages of notices: one's own, and the log of letters.

import { may, SIGNED_IN } from '../../kernel/rule.ts';
import type { Nav } from '../../http/nav.ts';
import type { Route } from '../../http/route.ts';
import type { createNoticeCommands } from './commands.ts';
import { lettersPage, LETTERS_ON_PAGE, myNoticesPage, NOTICES_ON_PAGE } from './pages.ts';
import { paths } from './paths.ts';
import { resendLetters, seeLetters } from './policy.ts';
import { LettersQuery, MyNoticesQuery, ReadingForm, SendingForm } from './schema.ts';
import type { LetterStore } from './store.ts';

type Parts = {
  readonly store: LetterStore;
  readonly commands: ReturnType<typeof createNoticeCommands>;
};

/** What the menu has of this room; beside one's own stands how much is unread. */
export function noticeMenu(store: LetterStore) {
  return (nav: Nav): void => {
    nav.add({
      group: 'start',
      key: 'notices:menu.mine',
      icon: 'bell',
      href: paths.mine(),
      rule: SIGNED_IN,
      order: 90,
      count: ({ email }) => (email === null ? Promise.resolve(0) : store.countUnread(email)),
    });
    nav.add({
      group: 'system',
      key: 'notices:menu.letters',
      icon: 'mail',
      href: paths.letters(),
      rule: seeLetters,
      order: 60,
    });
  };
}

export function noticeRoutes({ store, commands }: Parts) {
  return (route: Route): void => {
    route.get(paths.mine(), {
      rule: SIGNED_IN,
      input: MyNoticesQuery,
      handle: async ({ input, actor, reply }) => {
        const mine =
          actor.email === null
            ? []
            : await store.ofPerson(actor.email, input.before ?? null, NOTICES_ON_PAGE + 1);
        await reply.page('notices/mine', myNoticesPage(mine));
      },
    });

    route.get(paths.letters(), {
      rule: seeLetters,
      input: LettersQuery,
      handle: async ({ input, actor, reply }) => {
        const state = input.state === '' ? null : input.state;
        const letters = await store.list(state, input.before ?? null, LETTERS_ON_PAGE + 1);
        const counts = await store.countByState();
        const mayResend = may(resendLetters, actor);
        await reply.page('notices/letters', lettersPage({ letters, counts, state, mayResend }));
      },
    });

    route.post(paths.reading(), {
      rule: SIGNED_IN,
      input: ReadingForm,
      handle: async ({ input, actor, reply }) => {
        await commands.markRead(actor, input.upTo);
        reply.seeOther(paths.mine());
      },
    });

    route.post(paths.sending(':id'), {
      rule: resendLetters,
      input: SendingForm,
      handle: async ({ input, actor, reply }) => {
        await commands.sendAgain(input.id, actor);
        reply.seeOther(`${paths.letters()}?state=queued`);
      },
    });
  };
}
