import { expect } from 'chai';
import {
  isInCircle,
  legalEntitiesOf,
  parseCodeString,
  parseSieDimensions,
  parseSuccessors,
  toSettings,
} from '../../server/domains/directory/rules.ts';

describe('directory: what its texts mean', () => {
  it('reads code strings in their order', () => {
    expect(parseCodeString('project=P1;account=6219')).to.deep.equal([
      { dimension: 'project', code: 'P1' },
      { dimension: 'account', code: '6219' },
    ]);
    for (const wrong of [
      '',
      'account',
      'account=',
      'konto=1',
      'account=1;account=2',
      'cost_centre=1',
    ]) {
      expect(parseCodeString(wrong), wrong).to.equal(null);
    }
  });

  it('reads successors as hundredths of a per cent', () => {
    expect(parseSuccessors('4200')).to.deep.equal([{ code: '4200', share: 10000 }]);
    expect(parseSuccessors('4200=33.33|4300=66.67')).to.deep.equal([
      { code: '4200', share: 3333 },
      { code: '4300', share: 6667 },
    ]);
    for (const wrong of ['4200=60', '4200=60|4300=41', '4200=0|4300=100', '4200=60|', 'a b', '']) {
      expect(parseSuccessors(wrong), wrong).to.equal(null);
    }
  });

  it('reads SIE dimensions, each number once', () => {
    expect(parseSieDimensions('cost_centre=1;project=6')).to.deep.equal({
      cost_centre: 1,
      project: 6,
    });
    for (const wrong of [
      'account=1',
      'project=0',
      'project=x',
      'project=1;object=1',
      'project=1;project=2',
    ]) {
      expect(parseSieDimensions(wrong), wrong).to.equal(null);
    }
  });

  it('has the defaults of interfaces.md §3 for settings that nobody made', () => {
    expect(toSettings([])).to.deep.equal({
      postingMode: 'clearing',
      providingCostCentre: null,
      clearingCostCentre: null,
      correctionMonths: 12,
      ledgerClosedThrough: null,
      sieDimensions: { cost_centre: 1, project: 6, activity: 20, object: 21, counterpart: 22 },
      rows: [],
    });
  });
});

describe('directory: the tree', () => {
  const unit = (code: string, parent: string | null, ownLegalEntity: string | null = null) => ({
    code,
    parent,
    ownLegalEntity,
  });

  it('gives each unit its own legal entity, else the nearest above, else the municipality', () => {
    const resolved = legalEntitiesOf(
      [
        unit('top', null),
        unit('company', 'top', 'AB'),
        unit('part', 'company'),
        unit('deep', 'part', 'DEEP'),
        unit('orphan', 'gone'),
      ],
      'KOM',
    );
    expect(Object.fromEntries(resolved)).to.deep.equal({
      top: 'KOM',
      company: 'AB',
      part: 'AB',
      deep: 'DEEP',
      orphan: 'KOM',
    });
  });

  it('ends, however wrong the tree is', () => {
    expect([...legalEntitiesOf([unit('a', 'b'), unit('b', 'a')], null).values()]).to.deep.equal([
      null,
      null,
    ]);
  });

  it('knows who stands above oneself', () => {
    const parents = new Map([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
      ['d', null],
    ]);
    expect(isInCircle('b', parents)).to.equal(true);
    expect(isInCircle('a', parents), 'above a circle, not in it').to.equal(false);
    expect(isInCircle('d', parents)).to.equal(false);
  });
});
