// Two tasks with a budget: an administrator clears October's red list, and finance finds why a cost centre
// became 4,000 kronor dearer.

import { expect } from 'chai';
import { eventually } from '../support/api-client.ts';
import { people } from '../support/people.ts';
import { MONTH } from '../../tools/pictures/house.ts';
import { createActions } from './actions.ts';
import { brokenInvariants, storyAtItsEnd, storyAtRedList, windowOf, type Story } from './story.ts';

/** Whose the services without a place in the register are, where somebody knows. */
const KNOWN = [
  { reference: '+46701740688', owner: '4520' },
  { reference: '+46701740689', owner: '4521' },
  { reference: '+46701740697', owner: '2110' },
  { reference: '+46701740698', owner: '2120' },
];

describe('a task with a budget', function () {
  this.timeout(240_000);
  let story: Story;

  const monthNow = async () => {
    const month = await story.house.billing.findMonth(MONTH);
    const open = month === null ? [] : await story.house.billing.redListOf(month, 'open');
    return { state: month?.state, freeze: month?.freeze, open: open.length };
  };

  it('clears more than thirty lines of the red list in at most 40 actions', async () => {
    story = await storyAtRedList();
    const before = await monthNow();
    expect(before.open).to.be.at.least(30);
    const actions = createActions(40);
    const window = await windowOf(story, people.eva);
    const page = await window.newPage();
    await page.goto('/');
    await actions.click(page.getByRole('link', { name: /^Placera raderna/ }));
    await actions.click(page.getByRole('link', { name: /^Placera \d+ rader/ }));
    await page.waitForURL(/red-list$/);
    for (const { reference, owner } of KNOWN) {
      await actions.write(page.getByLabel(`Ägare för ${reference}`), owner);
    }
    const missing = page.getByRole('region', { name: 'Tjänster som saknas i registret' });
    await actions.write(missing.getByLabel('Skäl'), 'nya telefoner, glömda i registret');
    await actions.click(missing.getByRole('button', { name: 'Skapa och räkna om' }));
    await eventually(monthNow, ({ freeze }) => freeze !== before.freeze);
    await eventually(monthNow, ({ state }) => state === 'red-list');
    await page.goto('/billing-months/2026-10/red-list');
    const waiting = page.getByRole('region', { name: 'Väntar på ett hem' });
    for (const line of await waiting.getByRole('row', { name: /4540/ }).all()) {
      await actions.write(line.getByRole('combobox'), '4532');
    }
    await actions.write(waiting.getByLabel('Skäl'), 'utreds, bokas samlat så länge');
    await actions.click(waiting.getByLabel(/uppsamlingskostnadsstället/));
    await actions.click(waiting.getByRole('button', { name: 'Placera' }));
    const after = await eventually(monthNow, ({ state }) => state === 'preview');
    expect(after.open).to.equal(0);
    await window.close();
    expect(await brokenInvariants(story)).to.deep.equal([]);
  });

  it('finds why a cost centre rose by 4,000 kronor in at most 6', async () => {
    story = await storyAtItsEnd();
    const actions = createActions(6);
    const window = await windowOf(story, people.bjorn);
    const page = await window.newPage();
    await page.goto('/');
    await actions.click(page.getByRole('link', { name: 'Fakturor', exact: true }));
    await actions.click(page.getByRole('button', { name: /^Ändring/ }));
    await page.waitForURL(/sort=/);
    const row = page.locator('tbody tr').first();
    expect(await row.innerText()).to.contain('4531');
    await actions.click(row.getByRole('link').first());
    await page.waitForURL(/customer-invoices\/[^/?]+$/);
    const risen = page.locator('tbody tr', { hasText: /\+4\s0\d\d,\d\d/ }).first();
    expect(await risen.innerText()).to.contain('Larmsändare, Solbacken');
    await actions.click(risen.locator('a[href*="/lines/"]').nth(1));
    await page.waitForURL(/\/lines\/\d+$/);
    const chain = await page.locator('main').innerText();
    expect(chain).to.contain('Datatrafik utanför EU');
    await window.close();
    expect(await brokenInvariants(story)).to.deep.equal([]);
  });
});
