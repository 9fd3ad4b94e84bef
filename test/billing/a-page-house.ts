// The pages of billing over HTTP, for actors named in a header: real routes, rules, templates and
// documents; only signing in is left out.

import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import request from 'supertest';
import type { Actor, Role } from '../../server/kernel/actor.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { LineSource } from '../../server/domains/billing/queries/trace.ts';
import { createJournal } from '../../server/domains/journal/journal.ts';
import { buildAssets } from '../../server/http/assets.ts';
import { STATUS_OF } from '../../server/http/errors.ts';
import { createNav } from '../../server/http/nav.ts';
import { createRenderer } from '../../server/http/render.ts';
import { createReply } from '../../server/http/reply.ts';
import { createRoutes, NO_UPLOAD } from '../../server/http/route.ts';
import { createTexts } from '../../server/http/texts.ts';
import { createPdf, type Pdf } from '../../server/platform/pdf.ts';
import { ROOT } from '../../tools/dev/places.ts';
import type { BillingHouse } from './a-billing-house.ts';

/** Who looks: an administrator, finance, the owner of the cost centre 2010, and an employee. */
const ACTORS = {
  eva: somebody('person:1', 'administrator', null),
  karin: somebody('person:2', 'finance', null),
  owner: somebody('person:3', 'cost-centre-owner', ['2010']),
  employee: somebody('person:4', 'employee', []),
};

export type Who = keyof typeof ACTORS;
export type PageHouse = Awaited<ReturnType<typeof pageHouse>>;

/** The pages of a house, as each of the four gets them and sends their forms. */
export async function pageHouse(house: BillingHouse) {
  const { app, pdf } = await drawingHouse(house);
  return {
    get: (who: Who, address: string) => request(app).get(address).set('x-actor', who),
    post: (who: Who, address: string, fields: object = {}) =>
      request(app)
        .post(address)
        .set('x-actor', who)
        .type('form')
        .send({ ...fields, _csrf: 'x' }),
    close: () => pdf.close(),
  };
}

/** A page's words as they are read. */
export function plain(html: string): string {
  return html
    .replaceAll('&nbsp;', NBSP)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[ \n]+/g, ' ');
}

export const NBSP = '\u00a0';

function somebody(id: string, role: Role, costCentres: readonly string[] | null): Actor {
  const reach = {
    all: costCentres === null,
    units: new Set<string>(),
    costCentres: new Set(costCentres ?? []),
    customers: new Set<string>(),
  };
  return {
    kind: 'person',
    id,
    name: id,
    email: `${id}@example.test`,
    rights: [{ role, scope: { kind: 'all' }, source: 'grant', until: null }],
    reach: { [role]: reach },
  };
}

function actorOf(who: string | undefined): Actor | null {
  return Object.entries(ACTORS).find(([name]) => name === who)?.[1] ?? null;
}

async function drawingHouse({
  db,
  billing,
  clock,
}: BillingHouse): Promise<{ readonly app: Express; readonly pdf: Pdf }> {
  const texts = createTexts(path.join(ROOT, 'config', 'locales'));
  const out = await mkdtemp(path.join(os.tmpdir(), 'pages-'));
  const views = path.join(ROOT, 'views');
  const nav = createNav();
  billing.menu(nav);
  const renderer = createRenderer({
    views,
    texts,
    assets: await buildAssets({ views, sources: [path.join(ROOT, 'server')], out }),
    production: false,
    nav,
    now: clock.now,
  });
  const pdf = createPdf({ folder: path.join(views, 'documents'), keep: null });
  const routes = createRoutes({
    actorOf: (request) => actorOf(request.get('x-actor')),
    langOf: (request) => texts.langOf(request),
    replyOf: (request, response) =>
      createReply(response, (view, model, status) =>
        renderer.render(response, view, {
          model,
          context: {
            lang: texts.langOf(request),
            actor: actorOf(request.get('x-actor')),
            csrf: 'token',
            url: request.originalUrl,
            status,
          },
        }),
      ),
    readUpload: () => Promise.resolve(NO_UPLOAD),
    once: () => Promise.reject(new Error('no API here')),
  });
  billing.routes({
    texts,
    pdf,
    journal: createJournal({ db, clock }),
    askNames: (ids) => Promise.resolve(new Map(ids.map((id) => [id, `Namn på ${id}`]))),
    invoices: {
      heldInvoices: () => Promise.resolve([]),
      referencesOf: (ids) =>
        Promise.resolve(
          new Map(ids.map((id) => [id, { reference: '070-199 99 99', number: null }])),
        ),
      sourceOfLine: (lineId) => Promise.resolve(sourceOf(lineId)),
    },
  })(routes.route);
  const app = express();
  renderer.wire(app);
  app.use(express.urlencoded({ extended: false }));
  app.use(routes.router);
  app.use(told);
  return { app, pdf };
}

const told: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof Refusal)) {
    next(error);
    return;
  }
  response.status(STATUS_OF[error.kind]).json({ code: error.code });
};

function sourceOf(lineId: number): LineSource {
  return {
    line: lineId % 1000,
    fileName: 'faktura.csv',
    sha256: 'a'.repeat(64),
    receivedAt: '2026-11-01T03:11:00.000Z' as LineSource['receivedAt'],
    byteFrom: 10,
    byteTo: 40,
    excerpt: [
      { no: 7, text: 'någon annans rad', marked: false },
      { no: 8, text: 'den egna raden', marked: true },
    ],
  };
}
