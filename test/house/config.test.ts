// One schema reads the environment, tells every fault at once, and keeps production honest.

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ENVIRONMENT_KEYS, loadConfig } from '../../config/config.ts';

const DATABASE_URL = 'mysql://root@localhost/test';

describe('configuration', () => {
  it('has every variable of the schema in example.env, and no other', () => {
    const text = readFileSync(new URL('../../config/example.env', import.meta.url), 'utf8');
    const keys = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
    expect(keys.sort()).to.deep.equal([...ENVIRONMENT_KEYS].sort());
  });

  it('tells all faults together', () => {
    expect(() => loadConfig({ DATABASE_URL: '', PORT: 'many', BASE_URL: 'nowhere' }))
      .to.throw(/DATABASE_URL[\s\S]*|PORT[\s\S]*BASE_URL/)
      .with.property('message')
      .that.includes('PORT')
      .and.includes('BASE_URL')
      .and.includes('DATABASE_URL');
  });

  it('refuses production with anything faked, unset or unsafe, listing all of it', () => {
    const start = () =>
      loadConfig({
        NODE_ENV: 'production',
        DATABASE_URL,
        BASE_URL: 'http://jarnkoll.example.test',
        DEMO: 'story',
        FAULT_POINT: 'billing.numbered',
        DATABASE_SETTINGS: 'fast',
      });
    expect(start).to.throw();
    const said = messageOf(start);
    for (const name of [
      'BASE_URL: must be https',
      'DEMO',
      'FAULT_POINT',
      'DATABASE_SETTINGS',
      'SMTP_URL',
      'SESSION_SECRET',
      'SAML_IDP_CERTIFICATES',
      'SAML_ROLES',
      'METRICS_TOKEN',
      'LEDGER_OUTBOX_FOLDER',
      'WORKFLOW_BUNDLE',
    ]) {
      expect(said).to.include(name);
    }
  });

  it('lists all that production lacks also where the rest cannot be read', () => {
    const said = messageOf(() => loadConfig({ NODE_ENV: 'production', PORT: 'many' }));
    expect(said).to.include('PORT').and.to.include('SAML_ROLES');
    expect(said.match(/DATABASE_URL: /g)).to.have.length(2); // itself, and the migrations' own
  });

  it('is frozen all through', () => {
    const config = loadConfig({ DATABASE_URL });
    expect(Object.isFrozen(config)).to.equal(true);
    expect(Object.isFrozen(config.saml.attributes)).to.equal(true);
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
