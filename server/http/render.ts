// Draws pages: a room's template inside a layout, in a language, for somebody. A part of a page, when
// htmx or a live page asks, is the same template without its layout: there is no second way to draw.

import path from 'node:path';
import type { Express, Request, Response } from 'express';
import { ExpressHandlebars } from 'express-handlebars';
import type { Actor } from '../kernel/actor.ts';
import type { Instant } from '../kernel/calendar.ts';
import { verbatim } from '../kernel/page.ts';
import type { Assets } from './assets.ts';
import type { ErrorPage } from './errors.ts';
import { createFrames, type Frame, type FrameFacts, type FrameHead } from './frame.ts';
import { guarded } from './guard.ts';
import { createHelpers, type Drawing } from './helpers.ts';
import type { Nav } from './nav.ts';
import type { Lang } from './route.ts';
import type { Texts } from './texts.ts';
import { withWholeDates } from './whole-dates.ts';

export type Layout = 'page' | 'plain' | 'print' | 'mail';

export type RendererDeps = {
  /** The folder of templates. */
  readonly views: string;
  readonly texts: Texts;
  readonly assets: Assets;
  /** In production models are not looked at through the glass. */
  readonly production: boolean;
  readonly nav: Nav;
  readonly now: () => Instant;
  /** What the frame tells of the house and of where one's rights reach; asked for each page. */
  readonly facts?: (actor: Actor) => Promise<FrameFacts>;
  /** Where one's own page is, and what a sign-out posts to. */
  readonly account?: { readonly me: string | null; readonly signOut: string | null };
};

/** For whom a page is drawn, and how. */
export type PageContext = {
  readonly lang: Lang;
  readonly actor: Actor | null;
  readonly csrf: string | null;
  /** Path and query of the page, as the browser knows it. */
  readonly url: string;
  readonly status?: number;
  /** Only the page's own part, without its layout. */
  readonly fragment?: boolean;
  readonly layout?: Layout;
};

export type Renderer = {
  /** Lets Express draw `.hbs` by this renderer. */
  readonly wire: (app: Express) => void;
  /** Draws `room/view` with a model and sends it. */
  readonly render: (
    response: Response,
    view: string,
    page: { readonly model: object; readonly context: PageContext },
  ) => Promise<void>;
  /** An error's page; never fails for what the error itself may have broken. */
  readonly renderError: (
    response: Response,
    page: ErrorPage,
    context: PageContext,
  ) => Promise<void>;
  /** A letter, or a page on paper, as text. */
  readonly draw: (
    view: string,
    model: object,
    options: { readonly lang: Lang; readonly layout: Layout },
  ) => Promise<string>;
};

/** True when htmx or a live page wants a part: what was boosted included. */
export function wantsFragment(request: Request): boolean {
  return (
    request.get('HX-Request') === 'true' && request.get('HX-History-Restore-Request') !== 'true'
  );
}

type Drawn = { readonly model: object; readonly frame: Frame; readonly drawing: Drawing };

export function createRenderer(deps: RendererDeps): Renderer {
  const { views, production } = deps;
  const engine = new ExpressHandlebars({
    extname: '.hbs',
    layoutsDir: path.join(views, 'layouts'),
    partialsDir: [path.join(views, 'partials'), views],
    helpers: createHelpers(deps),
    compilerOptions: { strict: true, preventIndent: true },
  });
  const frames = createFrames(deps);
  const glass = production ? <T>(value: T) => value : guarded;

  const drawFile = async (file: string, drawn: Drawn, layout: Layout | null): Promise<string> => {
    const options = { cache: true, data: { drawing: drawn.drawing } };
    const body = await engine.render(file, glass({ ...drawn.model }), options);
    if (layout === null) {
      return `<title>${escapeTitle(drawn.frame.title)}</title>\n${withWholeDates(body)}`;
    }
    const inside = { ...drawn.frame, body: layout === 'mail' ? body : withWholeDates(body) };
    return engine.render(path.join(views, 'layouts', `${layout}.hbs`), glass(inside), options);
  };

  const drawingOf = ({ lang, csrf }: PageContext): Drawing => ({ lang, csrf });

  const send = async (
    response: Response,
    view: string,
    { drawn, layout, status }: { drawn: Drawn; layout: Layout | null; status: number },
  ) => {
    const html = await new Promise<string>((resolve, reject) => {
      response.render(view, { drawn, layout }, (error: Error | null, text) => {
        if (error === null) resolve(text);
        else reject(error);
      });
    });
    response.status(status).vary('HX-Request').type('html').send(html);
  };

  return {
    wire: (app) => {
      app.set('views', views);
      app.set('view engine', 'hbs');
      app.engine('.hbs', (file, options, done) => {
        const { drawn, layout } = options as { drawn: Drawn; layout: Layout | null };
        drawFile(file, drawn, layout).then(
          (html) => {
            done(null, html);
          },
          (error: unknown) => {
            done(error);
          },
        );
      });
    },

    render: async (response, view, { model, context }) => {
      const layout = layoutOf(context);
      const frame = await frames.of(headOf(model), { context, bare: layout !== 'page' });
      const drawn = { model, frame, drawing: drawingOf(context) };
      await send(response, view, { drawn, layout, status: context.status ?? 200 });
    },

    renderError: async (response, page, context) => {
      const head = { title: verbatim(page.title), crumbs: [], faults: [] };
      const known = context.actor !== null && page.status < 500;
      // What broke the page may break its frame too: then the plain one must do.
      const framed = known
        ? await frames.of(head, { context, bare: false }).catch(() => null)
        : null;
      const frame = framed ?? (await frames.of(head, { context, bare: true }));
      const model = { ...page, path: context.url };
      const drawn = { model, frame, drawing: drawingOf(context) };
      const layout: Layout = framed === null ? 'plain' : 'page';
      await send(response, 'partials/error', { drawn, layout, status: page.status });
    },

    draw: (view, model, { lang, layout }) => {
      const frame = frames.bare(headOf(model), lang);
      const drawn = { model, frame, drawing: { lang, csrf: null } };
      return drawFile(path.join(views, `${view}.hbs`), drawn, layout);
    },
  };
}

function layoutOf(context: PageContext): Layout | null {
  if (context.fragment === true) return null;
  return context.layout ?? (context.actor === null ? 'plain' : 'page');
}

/** Title and crumbs of a model; a form that did not pass says so first. */
function headOf(model: object): FrameHead {
  const { title, crumbs = [], faults = [] } = model as Partial<FrameHead>;
  if (title === undefined) throw new Error('a page without a title');
  return { title, crumbs, faults };
}

function escapeTitle(title: string): string {
  return title.replace(/[&<>]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
