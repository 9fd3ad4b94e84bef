// Every state in a table of transitions can be reached from the first one: a state that nothing leads
// to is a word that nobody needs.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { filesOf, ROOT, textOf } from './tree.ts';

type Table = Readonly<Record<string, Readonly<Record<string, string>> | readonly string[]>>;

const FILES = filesOf('server/domains', '.ts').filter((file) =>
  /^export const TRANSITIONS\b/m.test(textOf(file)),
);

describe('tables of transitions', () => {
  for (const file of FILES) {
    it(`reach every state: ${file}`, async () => {
      const table = await tableOf(file);
      const unreached = Object.keys(table).filter((state) => !reachable(table).has(state));
      expect(unreached).to.deep.equal([]);
    });

    it(`lead only to states that they have: ${file}`, async () => {
      const table = await tableOf(file);
      const strange = Object.values(table).flatMap((moves) =>
        Object.values(moves).filter((state) => !(state in table)),
      );
      expect(strange).to.deep.equal([]);
    });
  }
});

async function tableOf(file: string): Promise<Table> {
  const { TRANSITIONS } = (await import(pathToFileURL(path.join(ROOT, file)).href)) as {
    TRANSITIONS: Table;
  };
  return TRANSITIONS;
}

function reachable(table: Table): Set<string> {
  const first = Object.keys(table).slice(0, 1);
  const seen = new Set(first);
  const queue = [...first];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const next of Object.values(table[state] ?? {})) {
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return seen;
}
