// The identity provider of development, and the house, as two servers with a browser between them.

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Express } from 'express';
import { startIdentityProvider, type IdentityServer } from '../../tools/dev/identity-provider.ts';
import { SAML_ROLES, SIGN_INS } from '../../tools/demo/sign-ins.ts';
import { emptyTables } from '../support/database.ts';
import { composedWeb } from './web.ts';

/** A browser of a kind: cookies per host, redirects one by one. */
function aBrowser() {
  const jars = new Map<string, Map<string, string>>();
  return async (url: string, form?: Record<string, string>): Promise<Response> => {
    const jar = jars.get(new URL(url).host) ?? new Map<string, string>();
    jars.set(new URL(url).host, jar);
    const answer = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    return answer;
  };
}

const fieldOf = (html: string, name: string) =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll('&#43;', '+');
const locationOf = (answer: Response) => answer.headers.get('location') ?? '';

describe('the identity provider of development', () => {
  let folder: string;
  let provider: IdentityServer;
  let house: Server;
  let baseUrl: string;

  before(async function () {
    this.timeout(60_000);
    let app: Express | null = null;
    house = createServer((asked, answer) => {
      app?.(asked, answer);
    });
    await new Promise<void>((resolve) => house.listen(0, 'localhost', resolve));
    baseUrl = `http://localhost:${String((house.address() as AddressInfo).port)}`;
    folder = await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-idp-'));
    provider = await startIdentityProvider({ port: 0, folder, baseUrl, people: SIGN_INS });
    app = (await composedWeb({ ...provider.settings, SAML_ROLES, BASE_URL: baseUrl })).app;
    await emptyTables();
  });

  after(async () => {
    await provider.stop();
    house.closeAllConnections();
    house.close();
    await rm(folder, { recursive: true });
  });

  it('lists the people of the demonstration with their roles', async () => {
    const html = await (await fetch(provider.url)).text();
    for (const { name, title } of SIGN_INS) expect(html).to.contain(name).and.contain(title);
    expect(html).to.contain('lang="sv"').and.not.to.contain('<button');
  });

  it('signs a person in to the house, and out again', async () => {
    const browse = aBrowser();
    const page = await (await browse(`${baseUrl}/sign-in?returnTo=/my-rights`)).text();
    const started = await browse(`${baseUrl}/sign-in`, {
      _csrf: fieldOf(page, '_csrf'),
      returnTo: '/my-rights',
    });
    const choice = await (await browse(locationOf(started))).text();
    expect(choice).to.contain('Vem vill du vara?');
    const answered = await browse(`${provider.url}sign-in`, {
      email: SIGN_INS.find(({ name }) => name === 'Eva Lind')?.email ?? '',
      requestId: fieldOf(choice, 'requestId'),
      relayState: fieldOf(choice, 'relayState'),
    });
    const carried = await answered.text();
    const back = await browse(`${baseUrl}/saml/acs`, {
      SAMLResponse: fieldOf(carried, 'SAMLResponse'),
      RelayState: fieldOf(carried, 'RelayState'),
    });
    expect([back.status, locationOf(back)]).to.deep.equal([303, '/my-rights']);
    const mine = await (await browse(`${baseUrl}/my-rights`)).text();
    expect(mine).to.contain('Eva Lind').and.contain('Administratör');

    const out = await browse(`${baseUrl}/sign-out`, { _csrf: fieldOf(mine, '_csrf') });
    const told = await browse(locationOf(out));
    const last = await browse(locationOf(told));
    expect(locationOf(last)).to.equal('/signed-out');
    expect((await browse(`${baseUrl}/my-rights`)).status).to.equal(303);
  });

  it('answers nobody whose request is not signed by the house', async () => {
    const browse = aBrowser();
    const page = await (await browse(`${baseUrl}/sign-in`)).text();
    const started = await browse(`${baseUrl}/sign-in`, { _csrf: fieldOf(page, '_csrf') });
    const forged = locationOf(started).replace(/Signature=.{8}/, 'Signature=AAAAAAAA');
    expect((await browse(forged)).status).to.equal(400);
  });

  it('keeps its keys, so that a second start is trusted as the first was', async () => {
    expect(await readdir(folder)).to.have.members(['house.json', 'identity-provider.json']);
    const again = await startIdentityProvider({ port: 0, folder, baseUrl, people: [] });
    expect(again.settings['SAML_IDP_CERTIFICATES']).to.equal(
      provider.settings['SAML_IDP_CERTIFICATES'],
    );
    await again.stop();
  });
});
