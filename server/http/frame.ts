// What stands around every page: title, menu, who one is, where the way leads back, and the languages.

import type { Actor, Role } from '../kernel/actor.ts';
import { stockholm, type Instant } from '../kernel/calendar.ts';
import { say, type Crumb, type FieldFault, type Text } from '../kernel/page.ts';
import type { Nav, NavView } from './nav.ts';
import type { PageContext, RendererDeps } from './render.ts';
import type { Lang } from './route.ts';
import { LANGS, type Texts } from './texts.ts';

/** What the frame tells of the house, and of where one's roles reach (`Omvårdnad`). */
export type FrameFacts = {
  readonly organisation: string | null;
  readonly services: number | null;
  readonly costCentres: number | null;
  /** Where each of one's roles reaches; nothing where that goes without saying. */
  readonly places: ReadonlyMap<Role, Text>;
};

/** What a page says of itself. */
export type FrameHead = {
  readonly title: Text;
  readonly crumbs: readonly Crumb[];
  readonly faults: readonly FieldFault[];
};

export type Frame = Omit<FrameFacts, 'places'> & {
  readonly lang: Lang;
  readonly title: string;
  readonly crumbs: readonly Crumb[];
  readonly nav: readonly NavView[];
  readonly search: string | null;
  readonly me: {
    readonly name: string;
    readonly initials: string;
    readonly roles: string;
    readonly href: string | null;
  } | null;
  readonly signOut: string | null;
  readonly now: Instant;
  readonly today: string;
  readonly languages: readonly { readonly lang: Lang; readonly href: string }[];
};

/** Before anybody answers, and for who is not known. */
export const NO_FACTS: FrameFacts = {
  organisation: null,
  services: null,
  costCentres: null,
  places: new Map(),
};

export function createFrames(deps: RendererDeps) {
  const { texts, nav, now, account = { me: null, signOut: null } } = deps;

  const bare = (head: FrameHead, lang: Lang): Frame => ({
    ...withoutPlaces(NO_FACTS),
    lang,
    title: titleIn(texts, head, lang),
    crumbs: head.crumbs,
    nav: [],
    search: null,
    me: null,
    signOut: null,
    now: minuteOf(now()),
    today: stockholm(now()).date,
    languages: [],
  });

  const of = async (
    head: FrameHead,
    { context, bare: without }: { context: PageContext; bare: boolean },
  ): Promise<Frame> => {
    const frame = { ...bare(head, context.lang), languages: othersOf(context) };
    const { actor } = context;
    if (without || actor === null) return frame;
    const facts = await (deps.facts?.(actor) ?? NO_FACTS);
    return {
      ...frame,
      ...withoutPlaces(facts),
      nav: await menuOf(nav, actor, context.url),
      search: nav.searchOf(actor),
      me: {
        name: actor.name,
        initials: initialsOf(actor.name),
        roles: rolesOf(actor, facts.places, (text) => texts.t(context.lang, text)),
        href: account.me,
      },
      signOut: account.signOut,
    };
  };

  return { bare, of };
}

/** The page says when it was drawn to the minute: two that say the same are the same, byte for byte. */
function minuteOf(at: Instant): Instant {
  return `${at.slice(0, 16)}:00.000Z` as Instant;
}

function menuOf(nav: Nav, actor: Actor, url: string): Promise<NavView[]> {
  return nav.of(actor, url.split('?')[0] ?? url);
}

/** `Fel: Flytta 070-174 06 12 – Järnkoll`. */
function titleIn(texts: Texts, { title, faults }: FrameHead, lang: Lang): string {
  const said = faults.length === 0 ? title : say('layout:faulty', { title });
  return texts.t(lang, 'layout:title', { title: said });
}

/** The same page in the other language. */
function othersOf({ lang, url }: PageContext): Frame['languages'] {
  const separator = url.includes('?') ? '&' : '?';
  return LANGS.filter((each) => each !== lang).map((each) => ({
    lang: each,
    href: `${url}${separator}lang=${each}`,
  }));
}

function withoutPlaces({ places: _places, ...facts }: FrameFacts): Omit<FrameFacts, 'places'> {
  return facts;
}

/**
 * The roles one has, each once, with where they reach: `Redovisning · hela organisationen;
 * Kostnadsställeansvarig · 4110 Förskolan`. Who has more is not only an employee.
 */
function rolesOf(actor: Actor, places: FrameFacts['places'], told: (text: Text) => string): string {
  const roles = [...new Set(actor.rights.map(({ role }) => role))];
  const more = roles.filter((role) => role !== 'employee');
  const byPlace = new Map<string, string[]>();
  for (const role of more.length === 0 ? roles : more) {
    const at = places.get(role);
    const place = at === undefined ? '' : told(at);
    byPlace.set(place, [...(byPlace.get(place) ?? []), told(say(`layout:role.${role}`))]);
  }
  return [...byPlace]
    .map(([place, names]) => [names.join(', '), place].filter((part) => part !== '').join(' · '))
    .join('; ');
}

/** `EL` of Eva Lind. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => (word ?? '').charAt(0).toUpperCase()).join('');
}
