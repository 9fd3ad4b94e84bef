// Sentences by key in two languages, and the numbers and days inside them.

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { say, verbatim } from '../../server/kernel/page.ts';
import { formatBytes, formatMoney, formatPrice } from '../../server/http/formats.ts';
import { createTexts, type Texts } from '../../server/http/texts.ts';

const NBSP = '\u00a0';

describe('texts', () => {
  let folder: string;
  let texts: Texts;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'texts-'));
    await write('sv', 'orders', {
      'order.sent': 'Skickad {{on, date}} för {{totalOre, money}}.',
      lines_one: '{{count}} rad',
      lines_other: '{{count}} rader',
      nested: { deep: 'Djupt' },
      only: 'Bara svenska',
      wrapped: 'Väntar på {{who}}',
      shouted: '{{x, shout}}',
      errors: { 'order.locked': 'Beställningen {{number}} är låst.' },
    });
    await write('en', 'orders', {
      'order.sent': 'Sent {{on, date}} for {{totalOre, money}}.',
      lines_one: '{{count}} line',
      lines_other: '{{count}} lines',
      nested: { deep: 'Deep' },
      errors: { 'order.locked': 'Order {{number}} is locked.' },
    });
    await write('sv', 'errors', { 'not-found': 'Finns inte.' });
    await write('en', 'errors', { 'not-found': 'Does not exist.' });
    texts = createTexts(folder);
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it('says a sentence in each language, with its amounts and days', () => {
    const args = { on: '2026-10-31', totalOre: -123_450 };
    expect(texts.t('sv', 'orders:order.sent', args)).to.equal(
      `Skickad 2026-10-31 för −1${NBSP}234,50${NBSP}kr.`,
    );
    expect(texts.t('en', 'orders:order.sent', args)).to.contain(`−1${NBSP}234,50${NBSP}kr`);
  });

  it('chooses the plural and groups the number', () => {
    expect(texts.t('sv', 'orders:lines', { count: 1 })).to.equal('1 rad');
    expect(texts.t('en', 'orders:lines', { count: 8940 })).to.equal(`8${NBSP}940 lines`);
  });

  it('finds nested keys and falls back on Swedish', () => {
    expect(texts.t('en', 'orders:nested.deep')).to.equal('Deep');
    expect(texts.t('en', 'orders:only')).to.equal('Bara svenska');
  });

  it('says a sentence inside another, and names as they are', () => {
    const who = say('orders:nested.deep');
    expect(texts.t('sv', say('orders:wrapped', { who }))).to.equal('Väntar på Djupt');
    expect(texts.t('en', verbatim('070-174 06 12'))).to.equal('070-174 06 12');
  });

  it("finds every room's refusals under errors", () => {
    expect(texts.t('sv', 'errors:not-found')).to.equal('Finns inte.');
    expect(texts.t('en', 'errors:order.locked', { number: 'B-1' })).to.equal(
      'Order B-1 is locked.',
    );
  });

  it('throws for a key or a format that nobody wrote, unless it shall be lenient', () => {
    expect(() => texts.t('sv', 'orders:nope')).to.throw('orders:nope');
    expect(() => texts.t('sv', 'orders:shouted', { x: 'a' })).to.throw('shout');
    expect(createTexts(folder, { lenient: true }).t('sv', 'orders:nope')).to.equal('orders:nope');
  });

  it('does not read markup or further keys out of an argument', () => {
    const said = texts.t('sv', 'orders:wrapped', { who: '$t(orders:only) {{totalOre}}' });
    expect(said).to.equal('Väntar på $t(orders:only) {{totalOre}}');
  });

  it('takes the language from the cookie, then the browser, then Swedish', async () => {
    const app = express()
      .use(texts.switchLang)
      .use((req, res) => res.send(texts.langOf(req)));
    const lang = async (headers: Record<string, string>) =>
      (await request(app).get('/').set(headers)).text;
    expect(await lang({})).to.equal('sv');
    expect(await lang({ 'Accept-Language': 'de' })).to.equal('sv');
    expect(await lang({ 'Accept-Language': 'en-GB,sv;q=0.5' })).to.equal('en');
    expect(await lang({ 'Accept-Language': 'en', Cookie: 'sid=1; lang=sv' })).to.equal('sv');
    const switched = await request(app).get('/orders?page=2&lang=en');
    expect(switched.status).to.equal(303);
    expect(switched.headers['location']).to.equal('/orders?page=2');
    expect(switched.headers['set-cookie']?.[0]).to.match(/^lang=en;.*HttpOnly; SameSite=Lax/);
  });

  async function write(lang: string, room: string, content: object): Promise<void> {
    await mkdir(path.join(folder, lang), { recursive: true });
    await writeFile(path.join(folder, lang, `${room}.json`), JSON.stringify(content));
  }
});

describe('formats', () => {
  it('writes amounts to the last öre', () => {
    expect(formatMoney(0)).to.equal(`0,00${NBSP}kr`);
    expect(formatMoney(-2)).to.equal(`−0,02${NBSP}kr`);
    expect(formatMoney(8900, { sign: true, unit: false })).to.equal('+89,00');
    expect(formatMoney(0, { sign: true, unit: false })).to.equal('0,00');
    expect(formatMoney(Number.MAX_SAFE_INTEGER, { unit: false })).to.equal(
      `90${NBSP}071${NBSP}992${NBSP}547${NBSP}409,91`,
    );
    expect(() => formatMoney(0.5)).to.throw(RangeError);
  });

  it('writes prices with the decimals that they have, two at least', () => {
    expect(formatPrice('45.000000')).to.equal('45,00');
    expect(formatPrice('0.0125')).to.equal('0,0125');
    expect(formatPrice('-1234.5')).to.equal(`−1${NBSP}234,50`);
  });

  it('writes sizes of files', () => {
    expect(formatBytes(999, 'sv')).to.equal(`999${NBSP}byte`);
    expect(formatBytes(1_234_567, 'sv')).to.equal(`1,2${NBSP}MB`);
  });
});
