// Libraries that had holes: the lock file holds none of the versions that had them.

import { expect } from 'chai';
import { compareVersions } from '../../tools/dev/temporal-program.ts';
import { textOf } from './tree.ts';

/** The oldest version without a known hole (advisories of 2025 and 2026). */
const OLDEST_SAFE: Readonly<Record<string, string>> = {
  handlebars: '4.7.9',
  sequelize: '6.37.8',
  mysql2: '3.23.1',
  nodemailer: '9.1.1',
  'smtp-server': '3.18.3',
  multer: '2.2.0',
  ws: '8.21.0',
  '@node-saml/node-saml': '5.1.0',
  'xml-crypto': '6.0.1',
  '@xmldom/xmldom': '0.8.15',
};

/** `xlsx` stopped at a version with holes; `hbs` and `temporalio` are not what they seem. */
const NEVER = ['xlsx', 'hbs', 'temporalio', 'passport-saml'];

type LockFile = { readonly packages: Readonly<Record<string, { readonly version?: string }>> };

describe('versions', () => {
  it('are none with known holes', () => {
    const unsafe = installed().filter(({ name, version }) => {
      const oldest = OLDEST_SAFE[name];
      return oldest !== undefined && compareVersions(version, oldest) < 0;
    });
    expect(unsafe).to.deep.equal([]);
  });

  it('are of none of the packages that are never used', () => {
    expect(installed().filter(({ name }) => NEVER.includes(name))).to.deep.equal([]);
  });
});

function installed(): { name: string; version: string }[] {
  const { packages } = JSON.parse(textOf('package-lock.json')) as LockFile;
  return Object.entries(packages)
    .filter(([place]) => place !== '')
    .map(([place, { version = '0' }]) => ({
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
    }));
}
