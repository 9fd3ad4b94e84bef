// Catalogues: Swedish and English have the same keys, every key that is named is written, and every
// key that is written is named. A key may be made of a beginning and a word of the code.

import { expect } from 'chai';
import { filesOf, matchesIn, textOf } from './tree.ts';

const SWEDISH = filesOf('config/locales/sv', '.json');
const ROOMS = SWEDISH.map((file) => file.slice('config/locales/sv/'.length, -'.json'.length));
const SOURCES = [
  ...filesOf('server', '.ts'),
  ...filesOf('workflows', '.ts'),
  ...filesOf('views', '.hbs', '.ts'),
];
/** Forms of one sentence by number: they are named without their ending. */
const PLURAL = /_(zero|one|other)$/;

describe('catalogues', () => {
  it('are there in both languages, with the same keys', () => {
    expect(
      filesOf('config/locales/en', '.json').map((file) => file.replace('/en/', '/sv/')),
    ).to.deep.equal(SWEDISH);
    for (const room of ROOMS) {
      expect(keysOf('en', room), room).to.have.members(keysOf('sv', room));
    }
  });

  it('have a sentence for every key that is named', () => {
    const missing = named()
      .filter(({ key }) => !key.includes('*'))
      .filter(({ key }) => !isWritten(key))
      .map(({ file, key }) => `${file}: ${key}`);
    expect([...new Set(missing)]).to.deep.equal([]);
  });

  it('have a sentence for every refusal', () => {
    const refusals = matchesIn(
      SOURCES,
      /new Refusal\(\s*'[a-z-]+',\s*'([a-z0-9-]+(?:\.[A-Za-z0-9-]+)*)'/g,
    );
    const missing = refusals
      .filter(({ found }) => !isWritten(`errors:${found}`))
      .map(({ file, found }) => `${file}: errors:${found}`);
    expect([...new Set(missing)]).to.deep.equal([]);
  });

  it('hold no sentence that nobody names', () => {
    const patterns = [...new Set(named().map(({ key }) => key))].map(toPattern);
    const unused = ROOMS.filter((room) => room !== 'errors')
      .flatMap((room) => keysOf('sv', room).map((key) => `${room}:${key}`))
      .filter((key) => !key.includes(':errors.'))
      .filter((key) => !patterns.some((pattern) => pattern.test(key.replace(PLURAL, ''))));
    expect(unused).to.deep.equal([]);
  });
});

/** `room:key` as it stands in code and templates; what is put in at run time becomes a `*`. */
function named(): { file: string; key: string }[] {
  const rooms = ROOMS.join('|');
  const quoted = new RegExp(`['"]((?:${rooms}):[^'"\\s]*)['"]`, 'g');
  const made = new RegExp(`\`((?:${rooms}):(?:\\$\\{[^}]*\\}|[^\`\\s])*)\``, 'g');
  return [...matchesIn(SOURCES, quoted), ...matchesIn(SOURCES, made)]
    .filter(({ found }) => !/[.:][A-Z]+$/.test(found)) // a comment's `room:KEY`
    .map(({ file, found }) => ({ file, key: found.replaceAll(/\$\{[^}]*\}/g, '*') }));
}

function toPattern(key: string): RegExp {
  const escaped = key.replaceAll(/[.+?^$()|[\]\\{}]/g, '\\$&').replaceAll('*', '.+');
  return new RegExp(`^${escaped}$`);
}

let written: Set<string> | null = null;

function isWritten(key: string): boolean {
  written ??= new Set(
    ROOMS.flatMap((room) =>
      keysOf('sv', room).flatMap((each) => {
        const plain = each.replace(PLURAL, '');
        const isRefusal = each.startsWith('errors.');
        return [`${room}:${plain}`, ...(isRefusal ? [`errors:${plain.slice(7)}`] : [])];
      }),
    ),
  );
  return written.has(key);
}

function keysOf(lang: 'sv' | 'en', room: string): string[] {
  return flatten(JSON.parse(textOf(`config/locales/${lang}/${room}.json`)) as Catalogue, '');
}

type Catalogue = { readonly [key: string]: string | Catalogue };

function flatten(catalogue: Catalogue, before: string): string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${before}${key}`] : flatten(value, `${before}${key}.`),
  );
}
