// Pages: layout, parts, helpers, fragments, and the glass that finds a forgotten field.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import express, { type Express } from 'express';
import { SaxesParser } from 'saxes';
import request from 'supertest';
import { buildAssets, type Assets } from '../../server/http/assets.ts';
import { createCharts } from '../../server/http/charts.ts';
import { createNav } from '../../server/http/nav.ts';
import { createRenderer, wantsFragment, type Renderer } from '../../server/http/render.ts';
import { createTexts } from '../../server/http/texts.ts';
import { SYSTEM, type Actor } from '../../server/kernel/actor.ts';
import { toInstant } from '../../server/kernel/calendar.ts';
import { crumbs, say, verbatim } from '../../server/kernel/page.ts';
import { defineRule } from '../../server/kernel/rule.ts';
import { samplePage } from '../support/sample-page.ts';

const NBSP = '\u00a0';
const EVA: Actor = { ...SYSTEM, kind: 'person', id: 'person:1', name: 'Eva Lind' };
const NOBODY_MAY = defineRule({ name: 'nobody', roles: ['auditor'] });
const ADMINISTRATORS = defineRule({ name: 'administrators', roles: ['administrator'] });

describe('render', () => {
  const texts = createTexts('config/locales');
  let folder: string;
  let assets: Assets;
  let renderer: Renderer;
  let app: Express;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'views-'));
    await cp('views', path.join(folder, 'views'), { recursive: true });
    await cp('test/fixtures/views', path.join(folder, 'views'), { recursive: true });
    assets = await buildAssets({
      views: path.resolve('views'),
      sources: ['server', 'test/support'],
      out: path.join(folder, 'assets'),
    });
    const nav = createNav();
    const item = { key: 'layout:menu.people', icon: 'house', order: 1 };
    nav.add({ ...item, group: 'register', href: '/people', rule: ADMINISTRATORS });
    nav.add({ ...item, group: 'register', href: '/sample', rule: ADMINISTRATORS, search: true });
    nav.add({ ...item, group: 'system', href: '/secret', rule: NOBODY_MAY });
    renderer = createRenderer({
      views: path.join(folder, 'views'),
      texts,
      assets,
      production: false,
      nav,
      now: () => toInstant(new Date('2026-11-05T08:14:00Z')),
      account: { me: '/me', signOut: '/sign-out' },
    });
    app = express();
    renderer.wire(app);
    app.use(assets.serve);
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  const draw = async (
    view: string,
    model: object,
    more: { lang?: 'sv' | 'en'; actor?: Actor | null; headers?: Record<string, string> } = {},
  ) => {
    const once = express()
      .set('env', 'test')
      .get('/sample/:id', async (req, res) => {
        const context = {
          lang: more.lang ?? ('sv' as const),
          actor: more.actor === undefined ? EVA : more.actor,
          csrf: 'secret"token',
          url: '/sample/7?sort=name',
          fragment: wantsFragment(req),
        };
        await renderer.render(res, view, { model, context });
      });
    renderer.wire(once);
    return request(once)
      .get('/sample/7')
      .set(more.headers ?? {});
  };

  let written = 0;
  /** A template of its own name each time: what was read once is kept. */
  const write = async (template: string) => {
    written += 1;
    const name = `written-${String(written)}`;
    await writeFile(path.join(folder, 'views', 'sample', `${name}.hbs`), template);
    return `sample/${name}`;
  };

  it('puts every part inside the frame, in Swedish and in English', async () => {
    const page = samplePage(createCharts(texts));
    const swedish = await draw('sample/parts', page('sv'));
    expect(swedish.status).to.equal(200);
    expect(swedish.text).to.match(/^<!doctype html>\n<html lang="sv"/);
    expect(swedish.text).to.contain('<title>Fel: Delar – Järnkoll</title>');
    expect(swedish.text).to.contain('rad 101–150 av 8' + NBSP + '940');
    expect(swedish.text).to.contain('name="_csrf" value="secret&quot;token"');
    expect(swedish.text).to.contain(
      '<time datetime="2026-11-05T08:14:00.000Z">2026-11-05 kl.' + NBSP + '09.14</time>',
    );
    const english = await draw('sample/parts', page('en'), { lang: 'en' });
    expect(english.text).to.contain('row 101–150 of 8' + NBSP + '940');
    expect(english.text).to.contain('href="/sample/7?sort&#x3D;name&amp;lang&#x3D;sv"');
    for (const { text } of [swedish, english]) {
      expect(text).not.to.match(/<script(?![^>]*src=)| style=| on[a-z]+=/);
      expect(text).not.to.match(/undefined|\[object|NaN/);
    }
  });

  it('shows only the menu that one may see, and where one is', async () => {
    const { text } = await draw('sample/parts', samplePage(createCharts(texts))('sv'));
    expect(text).to.contain('href="/people"');
    expect(text).not.to.contain('/secret');
    expect(text).to.match(/<a href="\/sample" aria-current="page">/);
    expect(text).to.contain('<span class="ava" aria-hidden="true">EL</span>');
    expect(text).to.contain('Administratör');
  });

  it('draws only the part for htmx, with its title, and a plain page for nobody', async () => {
    const view = await write('<p>{{name}}</p>');
    const model = { title: verbatim('A & B'), crumbs: [], name: '<Ada>' };
    const part = await draw(view, model, { headers: { 'HX-Request': 'true' } });
    expect(part.text).to.equal('<title>A &#38; B – Järnkoll</title>\n<p>&lt;Ada&gt;</p>');
    expect(part.headers['vary']).to.contain('HX-Request');
    const plain = await draw(view, model, { actor: null });
    expect(plain.text).to.contain('<body class="plain">').and.not.to.contain('id="menu"');
  });

  it('finds a field that the page forgot, in a value, a condition and a loop', async () => {
    const model = { title: verbatim('A'), crumbs: [], row: { here: 1 }, rows: [{ here: 1 }] };
    for (const template of [
      '{{row.gone}}',
      '{{#if row.gone}}a{{/if}}',
      '{{#if gone}}a{{/if}}',
      '{{#each rows}}{{#if gone}}a{{/if}}{{/each}}',
      '{{#with row}}{{> status gone}}{{/with}}',
    ]) {
      const view = await write(template);
      const { status, text } = await draw(view, model);
      expect(status, template).to.equal(500);
      expect(text, template).to.match(/gone/);
    }
  });

  it('refuses models that Handlebars would show empty', async () => {
    const view = await write('<p>{{name}}</p>');
    const model = { title: verbatim('A'), crumbs: [], name: new Date(0) };
    expect((await draw(view, model)).text).to.contain('no plain value');
  });

  it('refuses addresses of others, unknown icons and unknown texts', async () => {
    const model = { title: verbatim('A'), crumbs: [], there: 'javascript:alert(1)' };
    for (const template of [
      '<a href="{{path there}}">x</a>',
      '<a href="{{path "//evil.test"}}">x</a>',
      '<a href="{{path "/\\evil.test"}}">x</a>',
      '{{ikon "no-such-icon"}}',
      '{{t "layout:no.such"}}',
    ]) {
      const view = await write(template);
      expect((await draw(view, model)).status, template).to.equal(500);
    }
  });

  it('encodes each part of an address', async () => {
    const view = await write('{{path "/units" "a/b ö" page=2 gone=none q="x&y"}}');
    const model = { title: verbatim('A'), crumbs: [], none: null };
    const { text } = await draw(view, model, { headers: { 'HX-Request': 'true' } });
    expect(text.split('\n')[1]).to.match(/^\/units\/a%2Fb%20%C3%B6\?.*page&#x3D;2/);
    expect(text).to.contain('q&#x3D;x%26y').and.not.to.contain('gone');
  });

  it('says no by a page: in the frame to who is known, plain to others and when it is our fault', async () => {
    const once = express().get('/:status', async (req, res) => {
      const status = Number(req.params.status);
      const page = { status, code: 'x', title: 'Titel', message: 'Därför.', errors: [], url: null };
      const context = { lang: 'sv' as const, actor: EVA, csrf: 'x', url: req.url };
      const errorId = status === 500 ? 'f00d' : null;
      await renderer.renderError(res, { ...page, errorId }, context);
    });
    renderer.wire(once);
    const missing = await request(once).get('/404');
    expect(missing.status).to.equal(404);
    expect(missing.text).to.contain('id="menu"').and.to.contain('Därför.');
    const broken = await request(once).get('/500');
    expect(broken.text).to.contain('f00d').and.not.to.contain('id="menu"');
  });

  it('draws letters without script, style sheet or anything to fetch', async () => {
    const view = await write('<p>{{t "layout:menu.start"}}</p>');
    const html = await renderer.draw(
      view,
      { title: verbatim('Brev'), crumbs: crumbs(say('layout:menu.start')) },
      { lang: 'sv', layout: 'mail' },
    );
    expect(html)
      .to.contain('<p>Start</p>')
      .and.not.to.match(/<script|<link|src=|href=/);
  });

  describe('assets', () => {
    it('are named by content, kept for a year, and sent compressed', async () => {
      const url = assets.url('app.css');
      expect(url).to.match(/^\/assets\/app-[A-Z0-9]{8}\.css$/);
      const answer = await request(app).get(url).set('Accept-Encoding', 'br');
      expect(answer.headers).to.include({
        'content-encoding': 'br',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': 'text/css; charset=utf-8',
      });
      const plain = await request(app).get(url).set('Accept-Encoding', 'identity');
      expect(plain.headers['content-encoding']).to.equal(undefined);
      expect(plain.text).to.contain('/assets/inter-');
      expect((await request(app).get('/assets/app.css')).status).to.equal(404);
      expect((await request(app).get('/assets/..%2f..%2fpackage.json')).status).to.equal(404);
    });

    it('hold an icon sprite that is well-formed XML with every icon named', async () => {
      const file = path.join(folder, 'assets', path.basename(assets.url('icons.svg')));
      const ids = new Set<string>();
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', (tag) => {
        if (tag.name === 'symbol') ids.add(String(tag.attributes['id']?.value));
      });
      parser.write(await readFile(file, 'utf8')).close();
      expect(ids).to.include('circle-check').and.include('menu');
      expect(assets.icon('menu')).to.match(/^\/assets\/icons-[A-Z0-9]{8}\.svg#menu$/);
    });

    it('carry no address of another host', async () => {
      for (const name of ['app.js', 'app.css']) {
        const file = path.join(folder, 'assets', path.basename(assets.url(name)));
        const text = await readFile(file, 'utf8');
        expect(text).not.to.match(/(?:url\(|src=|fetch\(|import\()["']?https?:/);
      }
    });
  });
});
