// The pages of billing over HTTP, for actors named in a header: real routes, rules, templates and
// documents; only signing in is left out.

import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Actor } from '../../server/kernel/actor.ts';
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

export type PageHouse = { readonly app: Express; readonly pdf: Pdf };

/** The pages of a house; `actors` by the value of the header `x-actor`. */
export async function pageHouse(
  { db, billing, clock }: BillingHouse,
  actors: Readonly<Record<string, Actor>>,
): Promise<PageHouse> {
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
    actorOf: (request) => actors[request.get('x-actor') ?? ''] ?? null,
    langOf: (request) => texts.langOf(request),
    replyOf: (request, response) =>
      createReply(response, (view, model, status) =>
        renderer.render(response, view, {
          model,
          context: {
            lang: texts.langOf(request),
            actor: actors[request.get('x-actor') ?? ''] ?? null,
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
