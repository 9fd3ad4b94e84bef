// A refusal's code tells which room said no: its first word belongs to one room, so that a line in a
// log is found without searching.

import { expect } from 'chai';
import { filesOf, matchesIn, textOf } from './tree.ts';

const CODES = /new Refusal\(\s*'[a-z-]+',\s*'([a-z0-9-]+)(?:\.[A-Za-z0-9.-]+)'/g;

/** Words of interfaces.md §6 that several rooms say, because the table gives them the same code. */
const OF_SEVERAL = ['file', 'amount', 'column', 'version', 'supplier'];
const IN_ROOMS = filesOf('server/domains', '.ts');

describe('the codes of refusals', () => {
  it('begin with a word of one room', () => {
    const rooms = new Map<string, Set<string>>();
    for (const { file, found } of matchesIn(IN_ROOMS, CODES)) {
      if (OF_SEVERAL.includes(found)) continue;
      rooms.set(found, (rooms.get(found) ?? new Set()).add(roomOf(file)));
    }
    const shared = [...rooms]
      .filter(([, saying]) => saying.size > 1)
      .map(([word, saying]) => `${word}: ${[...saying].sort().join(', ')}`);
    expect(shared).to.deep.equal([]);
  });

  it('are told in the README of the room that says them', () => {
    const untold = matchesIn(IN_ROOMS, CODES)
      .filter(({ found }) => !OF_SEVERAL.includes(found))
      .filter(({ file, found }) => !readmeOf(file).includes(`\`${found}.`))
      .map(({ file, found }) => `server/domains/${roomOf(file)}/README.md: \`${found}.*\``);
    expect([...new Set(untold)]).to.deep.equal([]);
  });

  it('are lower case words with hyphens, in two parts', () => {
    const all = matchesIn(filesOf('server', '.ts'), /new Refusal\(\s*'[a-z-]+',\s*'([^']+)'/g);
    const strange = all
      .map(({ found }) => found)
      .filter((code) => !/^[a-z0-9-]+(\.[A-Za-z0-9-]+)?$/.test(code));
    expect(strange).to.deep.equal([]);
  });
});

function readmeOf(file: string): string {
  const readme = `server/domains/${roomOf(file)}/README.md`;
  return filesOf('server/domains', 'README.md').includes(readme) ? textOf(readme) : '';
}

function roomOf(file: string): string {
  return file.split('/')[2] ?? '';
}
