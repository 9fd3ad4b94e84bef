import { expect } from 'chai';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, toPage } from '../../server/kernel/paging.ts';

describe('paging', () => {
  it('cuts a page out of one row too many and names the last row shown', () => {
    const page = toPage(['a', 'b', 'c'], 2, (row) => row.toUpperCase());
    expect(page).to.deep.equal({ items: ['a', 'b'], next: 'B' });
  });

  it('has no next page on the last one, nor on an empty one', () => {
    expect(toPage(['a', 'b'], 2, String).next).to.equal(null);
    expect(toPage([], 2, String)).to.deep.equal({ items: [], next: null });
  });

  it('gives back the keys of its own cursors', () => {
    const keys = fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)));
    fc.assert(
      fc.property(keys, (each) => {
        expect(decodeCursor(encodeCursor(each))).to.deep.equal(each);
      }),
    );
  });

  it('does not fall for other cursors', () => {
    for (const cursor of ['', '!!', 'eyJhIjoxfQ', Buffer.from('17').toString('base64url')]) {
      expect(decodeCursor(cursor), cursor).to.equal(null);
    }
  });
});
