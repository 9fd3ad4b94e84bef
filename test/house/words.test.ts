// What no file of the house may say: where somebody's machine keeps things, from where packages come,
// what is still to be done, and which check is switched off.

import { expect } from 'chai';
import { filesOf, textOf } from './tree.ts';

const TEXTS = filesOf('').filter(
  (file) => !/\.(png|jpe?g|gif|ico|woff2?|pdf|xlsx|zip)$/.test(file),
);
const CODE = TEXTS.filter((file) => /\.(ts|mjs|cjs|hbs|go|css)$/.test(file));

/** Built of parts, so that this file does not find itself. */
const MACHINE_PATHS = new RegExp(
  `(^|[^a-z.~/])/(${['work', 'root', 'home/[a-z]+'].join('|')})/`,
  'm',
);
const HOSTS = new RegExp(
  ['npmjs\\.(org|com)', 'goproxy\\.', 'proxy\\.golang', 'debian\\.org'].join('|'),
);
const UNDONE = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
const SWITCHED_OFF = new RegExp(
  ['eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'expect-error', '@ts-' + 'nocheck'].join('|'),
);
const ONLY = new RegExp(`\\b(${['describe', 'it', 'context'].join('|')})\\.on` + 'ly\\(');

describe('the words of the house', () => {
  const rules: [string, readonly string[], RegExp][] = [
    ['a path of one machine', TEXTS, MACHINE_PATHS],
    ['the host of a package registry', TEXTS.filter((file) => file !== 'package-lock.json'), HOSTS],
    ['a thing left to do', CODE, UNDONE],
    ['a check that is switched off', CODE, SWITCHED_OFF],
    ['a test that keeps the others from running', CODE, ONLY],
  ];
  for (const [what, files, pattern] of rules) {
    it(`do not hold ${what}`, () => {
      expect(files.filter((file) => pattern.test(textOf(file)))).to.deep.equal([]);
    });
  }

  it('keep the lock file free of hosts', () => {
    expect(textOf('package-lock.json')).not.to.match(/"resolved": "http/);
  });

  it('open every file with what it promises', () => {
    const silent = filesOf('server', '.ts')
      .concat(filesOf('workflows', '.ts'), filesOf('tools', '.ts'), filesOf('config', '.ts'))
      .filter((file) => !/^(\/\/|\/\*\*?|#!)/.test(textOf(file)));
    expect(silent).to.deep.equal([]);
  });
});
