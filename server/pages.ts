// What pages and letters are drawn with: texts, assets, the menu, the renderer. Assets are built when
// the first page or letter is drawn, so that commands which draw nothing need not wait for them.

import path from 'node:path';
import type { Config } from '../config/config.ts';
import { buildAssets, type Assets } from './http/assets.ts';
import { NO_FACTS, type FrameFacts } from './http/frame.ts';
import { createNav, type Nav } from './http/nav.ts';
import type { Actor } from './kernel/actor.ts';
import { createRenderer, type Renderer } from './http/render.ts';
import { createTexts, type Texts } from './http/texts.ts';
import { createPdf, type Pdf } from './platform/pdf.ts';
import type { Clock } from './platform/clock.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const VIEWS = path.join(ROOT, 'views');
const LOCALES = path.join(ROOT, 'config', 'locales');

export type Pages = {
  readonly texts: Texts;
  readonly nav: Nav;
  readonly assets: () => Promise<Assets>;
  readonly renderer: () => Promise<Renderer>;
  /** Who answers what stands in the frame of every page; before that it stands empty. */
  readonly tellFrame: (facts: AskFrameFacts) => void;
  /** Documents, set by Typst on a thread of its own and kept under their hash. */
  readonly pdf: Pdf;
};

type AskFrameFacts = (actor: Actor) => Promise<FrameFacts>;

export function createPages(config: Config, clock: Clock): Pages {
  const { production, folders } = config;
  const texts = createTexts(LOCALES, { lenient: production });
  const nav = createNav();
  let frameFacts: AskFrameFacts = () => Promise.resolve(NO_FACTS);
  const assets = once(() =>
    buildAssets(
      { views: VIEWS, sources: [path.join(ROOT, 'server')], out: folders.assets },
      production,
    ),
  );
  const renderer = once(async () =>
    createRenderer({
      views: VIEWS,
      texts,
      assets: await assets(),
      production,
      nav,
      now: clock.now,
      facts: (actor) => frameFacts(actor),
      account: { me: '/my-rights', signOut: '/sign-out' },
    }),
  );
  const tellFrame = (facts: AskFrameFacts) => {
    frameFacts = facts;
  };
  const pdf = createPdf({ folder: path.join(VIEWS, 'documents'), keep: folders.documents });
  return { texts, nav, assets, renderer, tellFrame, pdf };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}
