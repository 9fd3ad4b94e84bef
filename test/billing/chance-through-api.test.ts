// Random municipalities through the API, from the first import to the ledger file: what the store, the
// flows and the calls make of them is what the oracle says, to the öre.

import { compareThroughApi } from '../support/chance-through-api.ts';
import { restingHouse } from '../support/house.ts';
import { randomMonth } from '../support/random/month.ts';

/** Between them: both posting modes and specifications, credit notes, a net of 0, closed periods. */
const SEEDS = [3, 9];

describe('a month by chance through the API', () => {
  after(restingHouse);

  for (const seed of SEEDS) {
    it(`comes out as the oracle says (seed ${String(seed)})`, async () => {
      await compareThroughApi(randomMonth(seed), `seed ${String(seed)}`);
    }).timeout(120_000);
  }
});
