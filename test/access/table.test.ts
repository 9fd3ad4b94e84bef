// The reviewed table of rules. When it changes, the new one is written beside the old, and a person
// reads the difference before it becomes the expected one.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { ROLES } from '../../server/kernel/actor.ts';
import { answer, type Rule } from '../../server/kernel/rule.ts';
import { DATA } from '../../tools/dev/places.ts';
import { rulesOfAllRooms } from './rules-of-all-rooms.ts';
import { somebody, tableOf } from './table.ts';

const EXPECTED = path.join(import.meta.dirname, 'expected.txt');

describe('the rules of all rooms', () => {
  let rules: Rule[];

  before(async () => {
    rules = await rulesOfAllRooms();
  });

  it('are those that were reviewed (test/access/expected.txt)', () => {
    const actual = tableOf(rules);
    const expected = readFileSync(EXPECTED, 'utf8');
    if (actual !== expected) {
      const file = path.join(DATA, 'access-expected.txt');
      mkdirSync(DATA, { recursive: true });
      writeFileSync(file, actual);
      console.error(`The table differs. Read the difference, then: cp ${file} ${EXPECTED}`);
    }
    expect(actual.split('\n')).to.deep.equal(expected.split('\n'));
  });

  it('have names of their own', () => {
    const names = rules.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).to.deep.equal([]);
  });

  it('open nothing that asks for everything to who has a part', () => {
    for (const rule of rules.filter(({ everywhere }) => everywhere)) {
      for (const role of rule.roles) {
        for (const scope of [
          { kind: 'unit', code: 'OMV' },
          { kind: 'cost-centre', code: 'cc-OMV' },
          { kind: 'customer', code: 'K1' },
          { kind: 'self' },
        ] as const) {
          expect(answer(rule, somebody(role, scope), null), `${rule.name} ${role}`).not.to.equal(
            'allowed',
          );
        }
      }
    }
  });

  it('let nobody do what one may not see', () => {
    for (const rule of rules) {
      const { seenBy } = rule;
      if (seenBy === null) continue;
      for (const role of ROLES) {
        const actor = somebody(role);
        if (answer(rule, actor, null) !== 'allowed') continue;
        expect(answer(seenBy, actor, null), `${rule.name} ${role}`).to.equal('allowed');
      }
    }
  });

  it('give nobody without a role anything', () => {
    const nobody = { ...somebody('employee'), rights: [], reach: {}, email: null };
    for (const rule of rules) {
      expect(answer(rule, nobody, null), rule.name).to.equal('hidden');
      expect(answer(rule, nobody, { persons: ['me@example.test'] }), rule.name).to.equal('hidden');
    }
  });
});
