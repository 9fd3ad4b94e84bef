// What stands in the log: why and where, and nothing of the people whose rows were worked on.

import { expect } from 'chai';
import type { Database } from '../../server/platform/database.ts';
import { createLog, reasonOf } from '../../server/platform/log.ts';
import { testDatabase } from '../support/database.ts';

describe('the log', () => {
  let db: Database;
  before(async () => {
    db = await testDatabase();
  });

  const logged = (error: unknown): string => {
    let text = '';
    const log = createLog('info', 'test', { write: (line) => (text += line) });
    log.error({ err: error }, 'a bug');
    return text;
  };

  it('keeps what stood in a row to itself when the database refuses it', async () => {
    const insert = "INSERT INTO units (code, name) VALUES ('karin.ek@example.test', 'Karin Ek')";
    const direct: unknown = await db.run(insert).catch((error: unknown) => error);
    const wrapped: unknown = await db.sequelize.query(insert).catch((error: unknown) => error);
    for (const error of [direct, wrapped]) {
      const text = logged(error);
      expect(text).not.to.match(/karin/i);
      expect(text).to.match(/the database said ER_\w+/);
      expect(reasonOf(error)).not.to.match(/karin/i);
    }
  });

  it('says an error of ours in its own words, and where it was thrown', () => {
    const line = JSON.parse(logged(new RangeError('not a day: 2026-13'))) as { err: object };
    expect(line.err).to.include({ type: 'RangeError', reason: 'not a day: 2026-13' });
    expect(line.err).to.have.property('stack').that.includes('log.test.ts');
  });

  it('takes whatever is thrown', () => {
    expect(logged('plain')).to.include('"reason":"plain"');
  });
});
