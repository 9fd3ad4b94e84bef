import { expect } from 'chai';
import { FIRST_DEFINITIONS } from '../../server/domains/invoices/specification/definition.ts';
import { testDatabase } from '../support/database.ts';

describe('format definitions', () => {
  it('the two of interfaces.md §5 are there from the start, as the code knows them', async () => {
    const db = await testDatabase();
    const rows = await db.rows<{ definition: unknown }>(
      'SELECT definition FROM format_definitions ORDER BY name',
    );
    expect(rows.map(({ definition }) => definition)).to.deep.equal(FIRST_DEFINITIONS);
  });
});
