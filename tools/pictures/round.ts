// A round of all pages in four formats, as those who may see them: what is wrong with each, and a picture.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SIGN_INS } from '../demo/sign-ins.ts';
import { faultsOf, NARROWEST, sidewaysFault, type Format } from './look.ts';
import { findPages, type ListedPage, type Registration } from './pages.ts';

const FORMATS: readonly Format[] = [
  { width: 1440, scheme: 'light' },
  { width: 1440, scheme: 'dark' },
  { width: 360, scheme: 'light' },
  { width: 360, scheme: 'dark' },
];
const HEIGHT = 900;

export type Round = {
  readonly url: string;
  readonly registered: readonly Registration[];
  readonly browser: Browser;
  /** Where the pictures of every page go, a folder for each format. */
  readonly pictures: string;
  /** Where the README's few go. */
  readonly readmePictures: string;
  readonly say: (line: string) => void;
};

/** Whose windows are open; nobody's under null. */
type Windows = ReadonlyMap<string | null, BrowserContext>;

/** Makes all pictures and returns the faults, a line each. */
export async function makeRound(round: Round): Promise<string[]> {
  const windows = await openWindows(round);
  const pages = await findPages(round.registered, async (address, who) => {
    const answer = await windowFor(windows, who).request.get(address, { maxRedirects: 0 });
    const isPage = answer.headers()['content-type']?.startsWith('text/html') === true;
    return isPage && answer.status() !== 303 ? answer.text() : null;
  });
  round.say(`${String(pages.length)} pages, ${String(FORMATS.length)} pictures each.`);
  const faults: string[] = [];
  for (const format of FORMATS)
    faults.push(...(await lookInFormat(windows, { ...round, pages, format })));
  await pictureReadme(windows, pages, round.readmePictures);
  return faults;
}

async function openWindows({ url, browser }: Round): Promise<Windows> {
  const windows = new Map<string | null, BrowserContext>();
  for (const person of [null, ...SIGN_INS]) {
    const window = await browser.newContext({ baseURL: url, locale: 'sv-SE' });
    windows.set(person?.email ?? null, window);
    if (person !== null) await signIn(window, person.name);
  }
  return windows;
}

/** As anybody does in development: the identity provider asks for no password. */
async function signIn(window: BrowserContext, name: string): Promise<void> {
  const page = await window.newPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Logga in', exact: true }).click();
  await page.getByRole('button', { name: `Logga in som ${name}`, exact: true }).click();
  await page.waitForURL('/');
  await page.close();
}

async function lookInFormat(
  windows: Windows,
  { pages, pictures, format }: Round & { pages: readonly ListedPage[]; format: Format },
): Promise<string[]> {
  const { width, scheme } = format;
  const folder = path.join(pictures, `${String(width)}-${scheme}`);
  mkdirSync(folder, { recursive: true });
  const faults: string[] = [];
  for (const { path: address, who, name } of pages) {
    const page = await openPage(windows, { who, width, scheme });
    await page.goto(address);
    const found = await faultsOf(page);
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
    if (width === Math.min(...FORMATS.map((format) => format.width))) {
      await page.setViewportSize({ width: NARROWEST, height: HEIGHT });
      const sideways = await sidewaysFault(page);
      if (sideways !== null) found.push(`${String(NARROWEST)} px: ${sideways}`);
    }
    faults.push(...found.map((fault) => `${address}, ${String(width)} ${scheme}: ${fault}`));
    await page.close();
  }
  return faults;
}

/** What the README shows: one screen of each. */
async function pictureReadme(
  windows: Windows,
  pages: readonly ListedPage[],
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const first = (pattern: string) => pages.find((page) => page.pattern === pattern)?.path ?? '/';
  const shown = [
    { file: 'start.png', role: 'administrator', address: '/' },
    { file: 'month.png', role: 'finance', address: first('/billing-months/:month') },
    { file: 'invoice.png', role: 'finance', address: first('/customer-invoices/:number') },
    {
      file: 'trace.png',
      role: 'finance',
      address: first('/customer-invoices/:number/lines/:ordinal'),
    },
  ];
  for (const { file, role, address } of shown) {
    const who = SIGN_INS.find((person) => person.role === role)?.email ?? null;
    const page = await openPage(windows, { who, width: 1440, scheme: 'light' });
    await page.goto(address);
    await page.screenshot({ path: path.join(folder, file) });
    await page.close();
  }
}

async function openPage(
  windows: Windows,
  { who, width, scheme }: Format & { readonly who: string | null },
): Promise<Page> {
  const page = await windowFor(windows, who).newPage();
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: HEIGHT });
  return page;
}

function windowFor(windows: Windows, who: string | null): BrowserContext {
  const window = windows.get(who);
  if (window === undefined) throw new Error(`no window is open for ${who ?? 'nobody'}`);
  return window;
}
