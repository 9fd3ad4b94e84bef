// Every page that is registered, looked at by somebody who may see it: accessible on a wide light screen
// and on a narrow dark one, and never wider than the screen.

import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { SIGN_INS } from '../../tools/demo/sign-ins.ts';
import { faultsOf, NARROWEST, sidewaysFault, type Format } from '../../tools/pictures/look.ts';
import { findPages, type ListedPage } from '../../tools/pictures/pages.ts';
import { brokenInvariants, freshWindow, storyAtRedList, windowOf, type Story } from './story.ts';

const FORMATS: readonly Format[] = [
  { width: 1440, scheme: 'light' },
  { width: 360, scheme: 'dark' },
];

describe('every page', function () {
  this.timeout(300_000);
  let story: Story;
  let pages: ListedPage[];
  const windows = new Map<string | null, BrowserContext>();

  const windowFor = async (who: string | null): Promise<BrowserContext> => {
    const person = SIGN_INS.find(({ email }) => email === who);
    const made =
      windows.get(who) ??
      (await (person === undefined ? freshWindow(story.url) : windowOf(story, person)));
    windows.set(who, made);
    return made;
  };

  before(async () => {
    story = await storyAtRedList();
    pages = await findPages(story.web.routes.registered, async (path, who) => {
      const answer = await (await windowFor(who)).request.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).to.be.lessThan(path === '/no-such-page' ? 405 : 400);
      const isPage = answer.headers()['content-type']?.startsWith('text/html') === true;
      return isPage && answer.status() !== 303 ? answer.text() : null;
    });
  });

  after(async () => {
    for (const window of windows.values()) await window.close();
  });

  for (const format of FORMATS) {
    it(`is for everybody, ${format.scheme} at ${String(format.width)}`, async () => {
      const faults: Record<string, string[]> = {};
      for (const [who, window] of windows) {
        const page = await window.newPage();
        const look = await createLook(page, format);
        for (const { path } of pages.filter((each) => each.who === who)) {
          const found = await look(path);
          if (found.length > 0) faults[`${path} as ${who ?? 'nobody'}`] = found;
        }
        await page.close();
      }
      expect(faults).to.deep.equal({});
    });
  }

  it('leaves everything as it must be', async () => {
    expect(await brokenInvariants(story)).to.deep.equal([]);
  });
});

/** Opens one address after another in the same page, and says what is wrong with each. */
async function createLook(page: Page, { width, scheme }: Format) {
  const complaints: string[] = [];
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  page.on('console', (line) => {
    const isMissingPage = line.location().url.endsWith('/no-such-page');
    if (line.type() === 'error' && !isMissingPage) complaints.push(`the browser: ${line.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`the script: ${error.message}`));
  return async (path: string): Promise<string[]> => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(path);
    const found = await faultsOf(page);
    if (width < 400) {
      await page.setViewportSize({ width: NARROWEST, height: 900 });
      const sideways = await sidewaysFault(page);
      if (sideways !== null) found.push(`${String(NARROWEST)} px: ${sideways}`);
    }
    return [...found, ...complaints.splice(0)];
  };
}
