// A careful look at the page that a browser shows: accessible to everybody, nothing beside the screen,
// and nothing that the browser complains of.

import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { provideBrowser } from '../dev/browser.ts';

export type Scheme = 'light' | 'dark';
export type Format = { readonly width: number; readonly scheme: Scheme };

/** The narrowest screen on which a page may not be wider than the screen. */
export const NARROWEST = 320;

const SIDEWAYS = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
const CULPRITS = `[...document.querySelectorAll('body *')]
  .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map((e) => e.localName + '.' + e.className).join(' ')`;

/** One browser; whoever launches it closes it. Root may not use Chromium's sandbox. */
export function launchBrowser(say: (line: string) => void): Promise<Browser> {
  return chromium.launch({
    executablePath: provideBrowser(say),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** What is wrong with the page as it stands, a line each; none where all is well. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  );
  const sideways = await sidewaysFault(page);
  return sideways === null ? faults : [...faults, sideways];
}

/** Which elements make the page wider than the screen, if it is. */
export async function sidewaysFault(page: Page): Promise<string | null> {
  if (!(await page.evaluate<boolean>(SIDEWAYS))) return null;
  return `wider than the screen: ${await page.evaluate<string>(CULPRITS)}`;
}
