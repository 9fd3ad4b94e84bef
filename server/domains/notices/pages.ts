// Two pages: what I have been told, and the log of letters for those who look after the house.

import type { Instant } from '../../kernel/calendar.ts';
import type { ViewLink } from '../../kernel/listing.ts';
import {
  crumbs,
  say,
  status,
  verbatim,
  type PageHead,
  type Status,
  type Text,
} from '../../kernel/page.ts';
import { letterText } from './letter-text.ts';
import { paths } from './paths.ts';
import { maySendAgain } from './rules.ts';
import { LETTER_STATES, type Letter, type LetterState } from './types.ts';

export const NOTICES_ON_PAGE = 50;
export const LETTERS_ON_PAGE = 100;

export type MyNoticesPage = PageHead & {
  readonly items: readonly {
    readonly title: Text;
    readonly lead: Text;
    readonly total: Text | null;
    readonly at: Instant;
    readonly href: string;
    readonly action: Text;
    readonly isUnread: boolean;
  }[];
  readonly reading: { readonly href: string; readonly upTo: number } | null;
  readonly older: string | null;
};

/** My letters, the newest first; `letters` may hold one more than the page shows. */
export function myNoticesPage(letters: readonly Letter[]): MyNoticesPage {
  const title = say('notices:mine.title');
  const shown = letters.slice(0, NOTICES_ON_PAGE);
  const newest = shown[0];
  const unread = shown.some((letter) => letter.readAt === null);
  return {
    title,
    crumbs: crumbs(title),
    items: shown.map((letter) => {
      const text = letterText(letter);
      return {
        title: text.title,
        lead: text.lead,
        total: text.total,
        at: letter.queuedAt,
        href: letter.path,
        action: text.action.says,
        isUnread: letter.readAt === null,
      };
    }),
    reading: newest !== undefined && unread ? { href: paths.reading(), upTo: newest.id } : null,
    older: olderThan(paths.mine(), shown, letters.length > NOTICES_ON_PAGE),
  };
}

export type LettersPage = PageHead & {
  readonly views: readonly ViewLink[];
  readonly rows: readonly {
    readonly at: Instant;
    readonly title: Text;
    readonly recipient: Text;
    readonly status: Status;
    readonly failure: Text | null;
    readonly attempts: number;
    readonly sending: string | null;
  }[];
  readonly older: string | null;
};

const STANDINGS: Readonly<Record<LetterState, Status>> = {
  queued: status('wait', say('notices:state.queued'), 'loader'),
  sent: status('ok', say('notices:state.sent')),
  failed: status('stop', say('notices:state.failed')),
};

type LettersFacts = {
  readonly letters: readonly Letter[];
  readonly counts: Readonly<Record<LetterState, number>>;
  readonly state: LetterState | null;
  readonly mayResend: boolean;
};

export function lettersPage({ letters, counts, state, mayResend }: LettersFacts): LettersPage {
  const title = say('notices:letters.title');
  const shown = letters.slice(0, LETTERS_ON_PAGE);
  const all = LETTER_STATES.reduce((sum, each) => sum + counts[each], 0);
  return {
    title,
    crumbs: crumbs(title),
    views: [
      { href: paths.letters(), says: say('parts:all'), count: all, current: state === null },
      ...LETTER_STATES.map((each) => ({
        href: `${paths.letters()}?state=${each}`,
        says: say(`notices:letters.${each}`),
        count: counts[each],
        current: state === each,
      })),
    ],
    rows: shown.map((letter) => ({
      at: letter.sentAt ?? letter.queuedAt,
      title: letterText(letter).title,
      recipient: verbatim(letter.recipient.address),
      status: STANDINGS[letter.state],
      failure: letter.failure === null ? null : say(`errors:${letter.failure}`, { status: '' }),
      attempts: letter.attempts,
      sending: mayResend && maySendAgain(letter.state) ? paths.sending(letter.id) : null,
    })),
    older: olderThan(
      state === null ? paths.letters() : `${paths.letters()}?state=${state}`,
      shown,
      letters.length > LETTERS_ON_PAGE,
    ),
  };
}

function olderThan(base: string, shown: readonly Letter[], more: boolean): string | null {
  const last = shown.at(-1);
  if (!more || last === undefined) return null;
  return `${base}${base.includes('?') ? '&' : '?'}before=${String(last.id)}`;
}
