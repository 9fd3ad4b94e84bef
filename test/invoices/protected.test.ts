// What the pages of suppliers' invoices do not tell: services that one may not open or that are gone,
// and the numbers of people with a protected identity.

import { expect } from 'chai';
import type { Actor } from '../../server/kernel/actor.ts';
import { apiClient } from '../support/api-client.ts';
import { pageHouse, type PageHouse, type Person } from './a-page-house.ts';
import { messyRows, withSpecification, xml } from './files.ts';

function ownerOf(code: string): Actor {
  const reach = {
    all: false,
    units: new Set<string>(),
    costCentres: new Set([code]),
    customers: new Set<string>(),
  };
  return {
    kind: 'person',
    id: 'person:1',
    name: 'En ägare',
    email: 'owner@example.test',
    rights: [],
    reach: { 'cost-centre-owner': reach },
  };
}

describe('what pages of suppliers’ invoices do not tell', () => {
  let pages: PageHouse;
  let eva: Person;

  beforeEach(async () => {
    pages = await pageHouse(withSpecification());
    eva = await pages.browser('administrator');
  });

  const messy = () =>
    pages.send(xml(), messyRows({ group: 'Nytt slag', text: 'Bas 070-174 06 01' }));

  const hrefIn = (text: string, start: string): string =>
    (new RegExp(`href="(${start}[^"]*)"`).exec(text)?.[1] ?? 'none').replaceAll('&#x3D;', '=');

  it('links to a service only where it is there, and its reader may open it', async () => {
    const { id } = await messy();
    const page = `/supplier-invoices/${String(id)}?show=all`;
    const href = 'href="/subscriptions/S-1"';
    const { text: whole } = await eva.get(page);
    const line = hrefIn(whole, `/supplier-invoices/${String(id)}/lines/`);
    for (const path of [page, line]) {
      expect((await eva.get(path)).text, path).to.contain(href);
    }
    const { seenAmong } = pages.house.inventory;
    const keys = ['S-1', 'S-4', 'NO-SUCH'];
    expect([...(await seenAmong(keys, ownerOf('2000')))]).to.deep.equal(['S-4']);
    await pages.house.db.run("DELETE FROM subscriptions WHERE code = 'S-1'");
    for (const path of [page, line]) {
      const { status, text } = await eva.get(path);
      expect([status, text.includes(href)], path).to.deep.equal([200, false]);
    }
    expect((await eva.get(line)).text).to.contain('S-1');
  });

  it('tells nobody the number of who has a protected identity: lines, rows, samples', async () => {
    const { db } = pages.house;
    await db.run(
      `INSERT INTO people (email, name, unit, is_protected)
       VALUES ('h@example.test', 'Hilma Hemlig', 'E', 1)`,
    );
    await db.run(
      "UPDATE ownerships SET holder_email = 'h@example.test' WHERE subscription = 'S-1'",
    );
    const { id } = await messy();
    const first = `/supplier-invoices/${String(id)}`;
    const all = (await eva.get(`${first}?show=all`)).text;
    const line = hrefIn(all, `${first}/lines/`);
    const { text } = await eva.get(line);
    const paths = [
      first,
      `${first}?show=all`,
      line,
      hrefIn(all, `${first}/rows/`),
      hrefIn(text, '/format-definitions/'),
    ];
    for (const path of paths) {
      const page = await eva.get(path);
      expect(page.status, path).to.equal(200);
      expect(page.text, path).to.contain('•••');
      expect(page.text, path).not.to.match(/174[\s\u00a0-]?06[\s\u00a0-]?01|Hilma/);
    }
    const lineId = Number(line.split('/').at(-1));
    const { sourceOfLine, referencesOf } = pages.house.invoices;
    expect((await referencesOf([lineId])).get(lineId)).to.deep.equal({
      reference: '•••',
      number: '•••',
    });
    const told = JSON.stringify(await sourceOfLine(lineId));
    expect(told)
      .to.contain('•••')
      .and.not.to.match(/70-?1740601/);
    const auditor = await apiClient(pages, 'auditor');
    const whole = JSON.stringify((await auditor.get(first)).body);
    expect(whole)
      .to.contain('Bas •••')
      .and.not.to.match(/174 06 01/);
    const lines = await auditor.all<{ number: string | null }>(`${first}/lines?`);
    expect(lines.map(({ number }) => number)).to.deep.equal([null, null, '+46701749999']);
    expect(all).to.contain('070-174\u00a099\u00a099');
  });
});
