// Finance approves a month and follows it to the last byte: with a mouse and live, by the keyboard alone,
// and without any script. The three months that the demonstration begins with wait for these people.

import { expect } from 'chai';
import type { Download, Page } from 'playwright-core';
import { month, type Month } from '../../server/kernel/calendar.ts';
import { createHouseApi } from '../../tools/demo/house-api.ts';
import { APPROVER } from '../../tools/demo/sign-ins.ts';
import { eventually } from '../support/api-client.ts';
import { people } from '../support/people.ts';
import { createKeyboard } from './keyboard.ts';
import { beginStory, brokenInvariants, freshWindow, windowOf, type Story } from './story.ts';

const JULY = month('2026-07');
const AUGUST = month('2026-08');
const SEPTEMBER = month('2026-09');

describe('the approval of a month', function () {
  this.timeout(180_000);
  let story: Story;

  before(async () => {
    story = await beginStory(() => Promise.resolve());
  });

  const stateOf = async (of: Month) => (await story.house.billing.findMonth(of))?.state ?? 'none';
  const untilPreview = (of: Month) =>
    eventually(
      () => stateOf(of),
      (state) => state === 'preview',
      120_000,
    );
  const untilClosed = (of: Month) =>
    eventually(
      () => stateOf(of),
      (state) => state === 'closed',
    );

  // A month that a failed journey left behind is approved all the same: the next one waits for it.
  const approveAnyway = async (of: Month) => {
    if ((await stateOf(of)) !== 'preview') return;
    await createHouseApi(story.house).approveMonth(of, APPROVER);
  };

  it('is given by the keyboard alone, and the way to the byte is walked by it too', async () => {
    await untilPreview(JULY);
    try {
      const window = await windowOf(story, people.bjorn);
      const page = await window.newPage();
      const keyboard = createKeyboard(page);
      await page.goto('/');
      await page.keyboard.press('Tab');
      expect(await keyboard.focused(), 'the way past the menu comes first').to.match(/innehåll/i);
      await keyboard.reach(/Månadskörning/, 'link');
      await keyboard.follow(/billing-months$/);
      await keyboard.reach(/juli 2026/i, 'link');
      await keyboard.follow(/billing-months\/2026-07$/);
      await keyboard.reach(/^Godkänn/, 'button');
      await page.keyboard.press('Enter');
      await untilClosed(JULY);
      await page.goto('/customer-invoices?month=2026-07');
      await keyboard.reach(/^20\d{8}/, 'link');
      await keyboard.follow(/customer-invoices\/[^/?]+$/);
      await keyboard.reach(/^[\d\s]+,\d\d/, 'link');
      await keyboard.follow(/\/lines\/\d+$/);
      await expectTheByte(page);
      await window.close();
    } finally {
      await approveAnyway(JULY);
    }
    expect(await brokenInvariants(story)).to.deep.equal([]);
  });

  it('is given without any script', async () => {
    await untilPreview(AUGUST);
    try {
      const window = await windowOf(story, people.bjorn, { javaScriptEnabled: false });
      const page = await window.newPage();
      await page.goto('/billing-months');
      await page.getByRole('link', { name: /augusti 2026/i }).click();
      await page.getByRole('button', { name: /^Godkänn/ }).click();
      await page.waitForURL(/billing-months\/2026-08/);
      await untilClosed(AUGUST);
      await page.reload();
      await page.getByText('Månaden stängdes').first().waitFor();
      await page.getByRole('link', { name: 'Fakturor', exact: true }).click();
      await page.getByLabel('Månad').selectOption('2026-08');
      await page.getByRole('button', { name: 'Visa' }).click();
      await openFirstInvoice(page);
      await expectFiles(page);
      await openFirstAmount(page);
      await expectTheByte(page);
      await window.close();
    } finally {
      await approveAnyway(AUGUST);
    }
    expect(await brokenInvariants(story)).to.deep.equal([]);
  });

  it('begins at the identity provider, and lets finance watch the invoices come', async () => {
    await untilPreview(SEPTEMBER);
    try {
      const window = await freshWindow(story.url);
      const page = await window.newPage();
      await page.goto('/billing-months/2026-09');
      await page.getByRole('button', { name: 'Logga in' }).click();
      const { name } = people.bjorn;
      await page.getByRole('button', { name: `Logga in som ${name}` }).click();
      await page.waitForURL('/billing-months/2026-09');
      await page.getByRole('button', { name: /^Godkänn/ }).click();
      await page.getByText('Godkänd').first().waitFor();
      // A page that is loaded again forgets this: what follows came by itself.
      await page.evaluate("document.documentElement.dataset.seen = 'yes'");
      await page.getByText('Månaden stängdes').first().waitFor({ timeout: 60_000 });
      expect(await page.evaluate('document.documentElement.dataset.seen')).to.equal('yes');
      await page.goto('/customer-invoices?month=2026-09');
      await openFirstInvoice(page);
      await expectFiles(page);
      await openFirstAmount(page);
      await expectTheByte(page);
      await window.close();
    } finally {
      await approveAnyway(SEPTEMBER);
    }
    expect(await brokenInvariants(story)).to.deep.equal([]);
  });

  it('shows a cost-centre owner one’s own invoices and nobody else’s', async () => {
    await untilClosed(SEPTEMBER);
    const window = await windowOf(story, people.karin);
    const page = await window.newPage();
    await page.goto('/customer-invoices?month=2026-09');
    const customers = page.locator('tbody td[data-label="Kund"]');
    const own = await customers.allInnerTexts();
    expect(own.map((text) => text.slice(0, 4)).sort()).to.deep.equal(['4520', '4521', '4522']);
    await openFirstInvoice(page);
    await openFirstAmount(page);
    await expectTheByte(page);
    const others = await story.house.db.rows<{ number: string }>(
      "SELECT number FROM customer_invoices WHERE customer NOT IN ('4520', '4521', '4522')",
    );
    expect(others.length).to.be.greaterThan(10);
    for (const { number } of others) {
      for (const path of ['', '.pdf', '.xlsx', '/lines/1']) {
        const answer = await window.request.get(`/customer-invoices/${number}${path}`);
        expect(answer.status(), `${number}${path}`).to.equal(404);
      }
    }
    await window.close();
  });
});

async function openFirstInvoice(page: Page): Promise<void> {
  await page.locator('tbody th a[href^="/customer-invoices/"]').first().click();
  await page.waitForURL(/customer-invoices\/[^/?]+$/);
}

async function openFirstAmount(page: Page): Promise<void> {
  await page.locator('td.num a[href*="/lines/"]').first().click();
  await page.waitForURL(/\/lines\/\d+$/);
}

/** The chain down to the marked row of the file, with its own verdict on the öre. */
async function expectTheByte(page: Page): Promise<void> {
  expect(await page.locator('h1').innerText()).to.contain('Varifrån kommer');
  await page.getByText('Öret stämmer i varje led').waitFor();
  const marked = await page.locator('.excerpt mark, .excerpt [data-marked]').allInnerTexts();
  expect(marked.join('').trim(), 'the marked row of the file').not.to.equal('');
}

/** PDF and Excel come as files with the invoice's number. */
async function expectFiles(page: Page): Promise<void> {
  const number = /customer-invoices\/([^/?]+)$/.exec(page.url())?.[1] ?? '';
  for (const [ending, label] of [
    ['pdf', /pdf/i],
    ['xlsx', /excel/i],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: label }).click(),
    ]);
    expect(download.suggestedFilename())
      .to.contain(number)
      .and.match(new RegExp(`\\.${ending}$`));
    expect((await bytesOf(download)).length).to.be.greaterThan(2000);
  }
}

async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
