// What the house may not tell: who has a protected identity, and which numbers they hold or held.

import type { Database } from '../../../platform/database.ts';
import type { Directory } from '../../directory/directory.ts';
import { maskOf, type Mask } from '../rules/secrets.ts';

type Deps = {
  readonly db: Database;
  readonly directory: Pick<Directory, 'protectedEmails' | 'peopleByEmail'>;
};

export function createSecretQueries({ db, directory }: Deps) {
  return {
    /** Puts protected people's names, and their services' numbers and suppliers' ids, out of texts. */
    secretMask: async (): Promise<Mask> => {
      const emails = await directory.protectedEmails();
      if (emails.length === 0) return maskOf([]);
      const rows = await db.rows<{ said: string }>(
        `SELECT DISTINCT i.identifier AS said FROM ownerships o
           JOIN subscription_identifiers i ON i.subscription = o.subscription
           WHERE o.holder_email IN (?)
         UNION SELECT DISTINCT s.supplier_subscription_id FROM ownerships o
           JOIN subscriptions s ON s.code = o.subscription
           WHERE o.holder_email IN (?) AND s.supplier_subscription_id IS NOT NULL`,
        [emails, emails],
      );
      const people = await directory.peopleByEmail(emails);
      return maskOf([
        ...rows.map(({ said }) => said),
        ...people.flatMap(({ email, name }) => [email, name]),
      ]);
    },
  };
}
