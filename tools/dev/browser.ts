// The browser of the tests: one that is named, one that is installed, or Debian's where we may
// install it.

import { findProgram, installPackages, mayInstall } from './debian.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser's program. Throws one line that says what to install. */
export function provideBrowser(say: (line: string) => void): string {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') return named;
  const found = findProgram(...NAMES);
  if (found !== null) return found;
  if (mayInstall()) {
    say('Chromium: installing it for the browser tests …');
    installPackages('chromium');
  }
  const installed = findProgram(...NAMES);
  if (installed !== null) return installed;
  throw new Error(
    'The browser tests need Chromium: install it, or name it in CHROME_PATH, or set SKIP_BROWSER=1.',
  );
}
