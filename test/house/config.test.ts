// One schema reads the environment, tells every fault at once, and keeps production honest.

import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ENVIRONMENT_KEYS, loadConfig } from '../../config/config.ts';
import { makeKeyPair } from '../../tools/dev/saml-idp.ts';

const DATABASE_URL = 'mysql://root@localhost/test';

describe('configuration', () => {
  it('has every variable of the schema in example.env, and no other', () => {
    const keys = [...exampleText().matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
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
      'TRUST_PROXY_HOPS: must be 1 or more',
    ]) {
      expect(said).to.include(name);
    }
  });

  it('lists all that production lacks also where the rest cannot be read', () => {
    const said = messageOf(() => loadConfig({ NODE_ENV: 'production', PORT: 'many' }));
    expect(said).to.include('PORT').and.to.include('SAML_ROLES');
    expect(said.match(/DATABASE_URL: /g)).to.have.length(2); // itself, and the migrations' own
  });

  it('starts in production with all that example.env marks, and with nothing less', async () => {
    const { privateKey, certificate } = await makeKeyPair('config');
    const whole: Readonly<Record<string, string>> = {
      NODE_ENV: 'production',
      BASE_URL: 'https://jarnkoll.example.test',
      DATABASE_URL,
      MIGRATION_DATABASE_URL: DATABASE_URL,
      TEMPORAL_ADDRESS: 'temporal.example.test:7233',
      SMTP_URL: 'smtp://mail.example.test:587',
      MAIL_FROM: 'jarnkoll@example.test',
      SAML_IDP_ENTITY_ID: 'https://idp.example.test',
      SAML_IDP_SSO_URL: 'https://idp.example.test/sso',
      SAML_IDP_CERTIFICATES: `${certificate}\n${certificate}`,
      SAML_SP_ENTITY_ID: 'https://jarnkoll.example.test/saml/metadata',
      SAML_SP_PRIVATE_KEY: privateKey,
      SAML_SP_CERTIFICATE: certificate,
      SAML_ROLES: 'it=administrator',
      SESSION_SECRET: 's'.repeat(32),
      DATA_FOLDER: '/srv/jarnkoll',
      LEDGER_OUTBOX_FOLDER: '/srv/ledger',
      TRUST_PROXY_HOPS: '1',
      METRICS_TOKEN: 'm'.repeat(16),
      WORKFLOW_BUNDLE: '/srv/workflows.js',
    };
    const config = loadConfig(whole);
    expect(config.production).to.equal(true);
    expect(config.saml.idpCertificates).to.have.length(2);
    const marked = [...exampleText().matchAll(/^# \*[^\n]*\n((?:[A-Z_]+=.*\n)+)/gm)].flatMap(
      ([, lines = '']) => [...lines.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? ''),
    );
    for (const name of Object.keys(whole).filter((each) => each !== 'NODE_ENV')) {
      expect(marked, 'marked in example.env').to.include(name);
      expect(
        messageOf(() => loadConfig({ ...whole, [name]: '' })),
        name,
      ).to.include(`${name}: must be`);
    }
  });

  it('refuses at the start what would fail only when somebody signs in or a letter goes', () => {
    const said = messageOf(() =>
      loadConfig({
        DATABASE_URL: 'localhost:3306',
        BASE_URL: 'https://example.test/jarnkoll',
        SMTP_URL: 'mail.example.test:587',
        MAIL_FROM: 'Järnkoll <jarnkoll@example.test>',
        SAML_IDP_CERTIFICATES: 'MIIC…',
        SAML_SP_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----',
        SAML_SP_CERTIFICATE: 'idp.pem',
      }),
    );
    for (const name of [
      'DATABASE_URL: is not mysql',
      'BASE_URL: has a path',
      'SMTP_URL: is not smtp',
      'MAIL_FROM: is not one address',
      'SAML_IDP_CERTIFICATES: is no certificate',
      'SAML_SP_PRIVATE_KEY: is no private key',
      'SAML_SP_CERTIFICATE: is no certificate',
    ]) {
      expect(said).to.include(name);
    }
  });

  it('is frozen all through', () => {
    const config = loadConfig({ DATABASE_URL });
    expect(Object.isFrozen(config)).to.equal(true);
    expect(Object.isFrozen(config.saml.attributes)).to.equal(true);
  });
});

function exampleText(): string {
  return readFileSync(new URL('../../config/example.env', import.meta.url), 'utf8');
}

function messageOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}
