// A line is found by two coordinates, the word and the material: hence these rules on folders, file
// names and what every room has.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { DOMAINS, filesOf, foldersOf, matchesIn, ROOT, textOf } from './tree.ts';

/** Parts of the house that are no rooms of the business. */
const PARTS = ['kernel', 'platform', 'http'];
const BESIDE = {
  workflows: [],
  views: ['layouts', 'partials', 'assets', 'documents'],
  test: [...PARTS, 'house', 'support', 'fixtures', 'kills', 'journeys', 'dev', 'demo', 'bench'],
};

/** Names that say nothing about what is inside. `http/helpers.ts` holds Handlebars' helpers. */
const NAMELESS =
  /(^|\/)(utils?|common|shared|helpers?|misc|lib|core|base|managers?|handlers?)(\/|\.ts$)/;
const HANDLEBARS_HELPERS = 'server/http/helpers.ts';

/** What other houses call the roles that have names of their own here. */
const FOREIGN_ROLES =
  /\/(service|services|controller|controllers|model|models|repository|dto|entity|presenter|index|constants|interfaces)\.ts$/;

const TOP_LEVEL_AWAIT = /^(?:await |(?:const|let|export const) [^=]+= await )/m;

describe('the layout', () => {
  for (const [material, beside] of Object.entries(BESIDE)) {
    it(`has rooms in ${material}/, and what belongs to no room`, () => {
      const strangers = foldersOf(material).filter(
        (name) => !DOMAINS.includes(name) && !(beside as readonly string[]).includes(name),
      );
      expect(strangers).to.deep.equal([]);
    });
  }

  it('gives each room a door, a README of at most 40 lines and tests', () => {
    const lacking = DOMAINS.flatMap((room) => [
      ...missing(`server/domains/${room}/${room}.ts`),
      ...missing(`server/domains/${room}/README.md`),
      ...(filesOf('test', '.test.ts').some((file) => file.startsWith(`test/${room}/`))
        ? []
        : [`test/${room}/*.test.ts`]),
    ]);
    expect(lacking).to.deep.equal([]);
    const long = DOMAINS.filter(
      (room) => textOf(`server/domains/${room}/README.md`).trimEnd().split('\n').length > 40,
    );
    expect(long, 'a README of more than 40 lines').to.deep.equal([]);
  });

  it('has no folder or file without a name of its own', () => {
    const nameless = filesOf('')
      .filter((file) => file !== HANDLEBARS_HELPERS)
      .filter((file) => NAMELESS.test(file));
    expect(nameless).to.deep.equal([]);
  });

  it('names files by the roles of the house', () => {
    const foreign = filesOf('server', '.ts')
      .concat(filesOf('workflows', '.ts'))
      .filter((file) => FOREIGN_ROLES.test(file) && file !== 'workflows/index.ts');
    expect(foreign).to.deep.equal([]);
  });

  it('names files and folders in lower case with hyphens', () => {
    const shouting = ['server', 'workflows', 'views', 'migrations', 'test', 'config', 'tools']
      .flatMap((folder) => filesOf(folder, '.ts', '.hbs', '.css'))
      .filter((file) => !/^[a-z0-9/._-]+$/.test(file.replace(/\d{8}T\d{4}-/, '')));
    expect(shouting).to.deep.equal([]);
  });

  it('waits at top level only in the two main.ts', () => {
    const waiting = ['server', 'workflows', 'config', 'migrations', 'test']
      .flatMap((folder) => filesOf(folder, '.ts'))
      .filter((file) => TOP_LEVEL_AWAIT.test(textOf(file)))
      .filter((file) => !['server/main.ts', 'workflows/main.ts'].includes(file));
    expect(waiting).to.deep.equal([]);
  });

  it('lets a migration belong to a room, and hold one statement up and one down', () => {
    const files = filesOf('migrations', '.ts');
    const owners = [...DOMAINS, 'platform'].join('|');
    const name = new RegExp(`^migrations/\\d{8}T\\d{4}-(${owners})(-[a-z0-9-]+)?\\.ts$`);
    expect(files.filter((file) => !name.test(file))).to.deep.equal([]);
    const both = files.filter((file) => {
      const text = textOf(file);
      return !/^export const up =/m.test(text) || !/^export const down =/m.test(text);
    });
    expect(both, 'without up or down').to.deep.equal([]);
    const imports = matchesIn(files, /^(import .*)$/gm);
    expect(imports, 'a migration knows names as they were: it imports nothing').to.deep.equal([]);
  });
});

function missing(file: string): string[] {
  return existsSync(path.join(ROOT, file)) ? [] : [file];
}
