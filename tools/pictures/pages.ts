// Every page there is, by the list in which the house registered them. Addresses with a part of their own
// (`/units/:code`) are found as a person finds them: by links on other pages. One that nothing leads
// to is a fault.

import { SIGN_INS } from '../demo/sign-ins.ts';

export type ListedPage = {
  /** As registered: `/units/:code`. */
  readonly pattern: string;
  readonly path: string;
  /** The address of the person who looks; null for who is not signed in. */
  readonly who: string | null;
  /** A name for files: `units-code`. */
  readonly name: string;
};

/** One registered page, of what the house knows about it. */
export type Registration = {
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly rule: { readonly name: string; readonly roles: readonly string[] };
};

/** The answer to a plain GET as that person: null where it is no page but a file or a way on. */
export type Read = (path: string, who: string | null) => Promise<string | null>;

/** Who looks, where several may: the first of these roles. */
const EYES = ['administrator', 'finance', 'service-desk', 'auditor'] as const;
/** Pages looked at once more: with a choice made, or by somebody who sees them otherwise. */
const AGAIN: readonly { readonly path: string; readonly role: string }[] = [
  { path: '/', role: 'finance' },
  { path: '/', role: 'cost-centre-owner' },
  { path: '/subscriptions', role: 'employee' },
  { path: '/customer-invoices', role: 'cost-centre-owner' },
  { path: '/customer-invoices?kind=external', role: 'finance' },
  { path: '/customer-invoices?q=ingenting', role: 'finance' },
  { path: '/no-such-page', role: 'employee' },
];
const EXAMPLES = 2;
/** What the identity provider sends a browser with: no pages. */
const MESSAGES = '/saml/';

type Visit = { readonly path: string; readonly who: string | null };
type Link = { readonly get: Registration; readonly path: string };

/** All pages with an example or two each. Throws with the patterns that no link leads to. */
export async function findPages(
  registered: readonly Registration[],
  read: Read,
): Promise<ListedPage[]> {
  const gets = registered.filter(
    ({ kind, method, path }) => kind === 'page' && method === 'get' && !path.startsWith(MESSAGES),
  );
  const found: ListedPage[] = [];
  const examples = new Map<string, Set<string>>();
  const unseen = gets.filter(({ path }) => path.includes(':'));
  for (const { path } of unseen) examples.set(path, new Set());
  const queue: Visit[] = gets.filter((get) => !unseen.includes(get)).map(visitTo);
  queue.push(...AGAIN.map(({ path, role }) => ({ path, who: emailOf(role) })));
  const spare: Link[] = [];

  const follow = (links: readonly Link[], most: number) => {
    for (const link of links) {
      const known = examples.get(link.get.path);
      if (known === undefined || known.has(link.path)) continue;
      if (known.size >= most) {
        spare.push(link);
        continue;
      }
      known.add(link.path);
      queue.push(visitTo({ ...link.get, path: link.path }));
    }
  };
  const lost = () => unseen.filter(({ path }) => examples.get(path)?.size === 0);

  for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
    const html = await read(visit.path, visit.who);
    if (html === null) continue;
    const pattern = matching(gets, visit.path)?.path ?? 'no-page';
    found.push({ pattern, ...visit, name: nameOf(pattern, found) });
    follow(linksToTry(gets, html), EXAMPLES);
    while (queue.length === 0 && lost().length > 0) {
      const next = spare.shift();
      if (next === undefined) throw new Error(`no link leads to ${lost().map(pathOf).join(', ')}`);
      const more = (await read(next.path, eyesFor(next.get))) ?? '';
      const wanted = linksIn(gets, more).filter((link) => lost().includes(link.get));
      follow(wanted.slice(0, 1), 1);
    }
  }
  return found;
}

function visitTo(get: Registration): Visit {
  return { path: get.path, who: eyesFor(get) };
}

function pathOf({ path }: Registration): string {
  return path;
}

function linksIn(gets: readonly Registration[], html: string): Link[] {
  return [...html.matchAll(/href="(\/[^"?#]*)[^"]*"/g)].flatMap(([, href = '']) => {
    const path = href.replaceAll('&amp;', '&');
    const get = matching(gets, path);
    return get === undefined ? [] : [{ get, path }];
  });
}

/** Of each kind of page the first that this one links to, the last, and then the others. */
function linksToTry(gets: readonly Registration[], html: string): Link[] {
  const links = linksIn(gets, html);
  return gets.flatMap((get) => {
    const [first, ...others] = links.filter((link) => link.get === get);
    return first === undefined ? [] : [first, ...others.reverse()];
  });
}

/** As Express chooses: the first that fits. */
function matching(gets: readonly Registration[], path: string): Registration | undefined {
  const plain = path.replace(/[?#].*$/, '');
  return gets.find((get) =>
    new RegExp(`^${get.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`).test(plain),
  );
}

function eyesFor({ rule }: Registration): string | null {
  if (rule.name === 'anyone') return null;
  const role = EYES.find((each) => rule.roles.length === 0 || rule.roles.includes(each));
  return emailOf(role ?? rule.roles[0] ?? '');
}

function emailOf(role: string): string {
  const person = SIGN_INS.find((each) => each.role === role);
  if (person === undefined) throw new RangeError(`nobody signs in as ${role}`);
  return person.email;
}

function nameOf(pattern: string, before: readonly ListedPage[]): string {
  const name = pattern.replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '') || 'start';
  const count = before.filter((page) => page.pattern === pattern).length;
  return count === 0 ? name : `${name}-${String(count + 1)}`;
}
