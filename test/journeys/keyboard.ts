// Somebody who uses no mouse: presses Tab until the focus is where it should be, and sees where it is.

import type { Page } from 'playwright-core';

const MOST_TABS = 150;

/** The name and the role of what has the focus, as an assistive technology would hear them. */
export function createKeyboard(page: Page) {
  const look = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement)) return { name: '', role: '', isSeen: false };
      const style = getComputedStyle(at);
      const name = at.getAttribute('aria-label') ?? at.innerText;
      const role = at.localName === 'a' ? 'link' : at.localName;
      const isSeen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return { name: name.trim(), role, isSeen };
    });
  return {
    focused: async (): Promise<string> => (await look()).name,
    /** Presses Enter on the link that has the focus, and is there when it is done. */
    follow: async (to: RegExp): Promise<void> => {
      await page.keyboard.press('Enter');
      await page.waitForURL(to);
    },
    /** Tabs on until the thing is reached. Throws where it never is, or where the focus is not seen. */
    reach: async (name: RegExp, role: 'link' | 'button'): Promise<void> => {
      const passed: string[] = [];
      for (let tab = 0; tab < MOST_TABS; tab += 1) {
        await page.keyboard.press('Tab');
        const at = await look();
        passed.push(at.name.slice(0, 30));
        if (at.role !== role || !name.test(at.name)) continue;
        if (!at.isSeen) throw new Error(`the focus on ${at.name} is not to be seen`);
        return;
      }
      throw new Error(`no ${role} ${String(name)} is reached by Tab: ${passed.join(' | ')}`);
    },
  };
}
