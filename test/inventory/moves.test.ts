import { expect } from 'chai';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import {
  endedBy,
  mayMove,
  mayShare,
  type NewShare,
} from '../../server/domains/inventory/rules/moves.ts';
import { wrongShares } from '../../server/domains/inventory/rules/shares.ts';
import type { Ownership } from '../../server/domains/inventory/types.ts';

function share(owner: string, percent: number): NewShare {
  return { owner, share: percent * 100, holderEmail: null, holderText: null };
}

function owned(owner: string, from: string, to: string | null): Ownership {
  return {
    rowId: 1,
    version: 1,
    subscriptionId: 'S',
    owner,
    from: from as LocalDate,
    to: to as LocalDate | null,
    share: 10000,
    holderEmail: null,
    holderText: null,
  };
}

const FROM = '2026-11-01' as LocalDate;

describe('inventory: moving a service from a day', () => {
  it('takes shares that are the whole, each owner once and above nothing', () => {
    expect(mayShare([share('a', 100)]).allowed).to.equal(true);
    expect(mayShare([share('a', 60.5), share('b', 39.5)]).allowed).to.equal(true);
    const refused: [NewShare[], string][] = [
      [[], 'ownership.sum'],
      [[share('a', 99.99)], 'ownership.sum'],
      [[share('a', 100), share('b', 0)], 'ownership.sum'],
      [[share('a', 50), share('a', 50)], 'ownership.owner-twice'],
    ];
    for (const [shares, code] of refused) {
      const verdict = mayShare(shares);
      expect(verdict.allowed ? null : verdict.code).to.equal(code);
    }
  });

  it('does not overwrite what begins on the day or later', () => {
    const move = { from: FROM, shares: [] };
    expect(mayMove([owned('a', '2020-01-01', null)], move).allowed).to.equal(true);
    expect(mayMove([owned('a', '2020-01-01', '2026-10-31')], move).allowed).to.equal(true);
    for (const from of ['2026-11-01', '2027-01-01']) {
      const verdict = mayMove([owned('a', from, null)], move);
      expect(verdict.allowed ? null : verdict.code).to.equal('ownership.overlap');
    }
  });

  it('ends what runs on the day, the day before', () => {
    const periods = [
      owned('gone', '2019-01-01', '2019-12-31'),
      owned('a', '2020-01-01', null),
      owned('b', '2020-01-01', '2026-11-01'),
      owned('just over', '2020-01-01', '2026-10-31'),
    ];
    const ended = endedBy(periods, { from: FROM, shares: [] });
    expect(ended.map(({ ownership, to }) => [ownership.owner, to])).to.deep.equal([
      ['a', '2026-10-31'],
      ['b', '2026-10-31'],
    ]);
  });
});

describe('inventory: the shares of a day', () => {
  const period = (from: string, to: string | null, percent: number) => ({
    from: from as LocalDate,
    to: to as LocalDate | null,
    share: percent * 100,
  });

  it('are 100 or none', () => {
    expect(wrongShares([])).to.deep.equal([]);
    expect(
      wrongShares([period('2026-01-01', '2026-01-31', 60), period('2026-01-01', '2026-01-31', 40)]),
    ).to.deep.equal([]);
    expect(
      wrongShares([period('2026-01-01', '2026-01-31', 100), period('2026-02-02', null, 100)]),
    ).to.deep.equal([]);
  });

  it('are told by the first day of each stretch that is wrong', () => {
    const wrong = wrongShares([
      period('2026-01-01', '2026-01-31', 60),
      period('2026-01-11', null, 40),
      period('2026-02-01', '2026-02-28', 60),
      period('2026-02-28', '2026-02-28', 50),
    ]);
    expect(wrong).to.deep.equal([
      { from: '2026-01-01', sum: 6000 },
      { from: '2026-02-28', sum: 15000 },
      { from: '2026-03-01', sum: 4000 },
    ]);
  });
});
