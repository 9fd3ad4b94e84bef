// Dates in running text are kept whole; what is no running text is left as it was.

import { expect } from 'chai';
import { withWholeDates } from '../../server/http/whole-dates.ts';

describe('http whole dates', () => {
  it('keeps every date of a sentence on one line', () => {
    expect(withWholeDates('<p>Från 2026-10-01 till 2026-10-31.</p>')).to.equal(
      '<p>Från <span class="nowrap">2026-10-01</span> till <span class="nowrap">2026-10-31</span>.</p>',
    );
  });

  it('leaves attributes, and elements that hold no sentences', () => {
    for (const html of [
      '<input value="2026-10-01"><a href="/x?on=2026-10-01" aria-label="Från 2026-10-01">x</a>',
      '<title>Rad 2026-10-01</title><option value="a">2026-10-01</option>',
      '<textarea name="why">sedan 2026-10-01</textarea>',
      '<time datetime="2026-10-01">2026-10-01</time>',
      '<svg><title>2026-10-01</title></svg>',
      '<pre>904113;2026-10-05;K-NO10</pre>',
      '<p>559998-2112, 12026-10-011</p>',
    ]) {
      expect(withWholeDates(html)).to.equal(html);
    }
  });
});
