// migrations/schema.sql is what all migrations together make: whoever reads it reads the truth.

import { expect } from 'chai';
import { dumpSchema } from '../../server/platform/migrations.ts';
import { ownerDatabase } from '../support/database.ts';
import { textOf } from './tree.ts';

describe('the schema', () => {
  it('is what the migrations make; `npm run db:migrate` writes it anew', async () => {
    expect(await dumpSchema(await ownerDatabase())).to.equal(textOf('migrations/schema.sql'));
  });
});
