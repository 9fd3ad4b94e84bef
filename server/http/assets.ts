// What browsers fetch once: script, style, type and icons, built when the process starts, named by
// their content and kept for a year. Nothing is fetched from elsewhere, nothing stands in a page.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import type { RequestHandler } from 'express';
import { buildSprite } from './sprite.ts';

const ENTRIES = ['app.ts', 'app.css'] as const;
const SPRITE = 'icons.svg';
const TYPE_FILE = 'inter.woff2';
const LICENCES = 'licences.txt';
/** What is sent to browsers and is not ours; the names open their licences. */
const FOREIGN = [
  '@digdir/designsystemet-css',
  '@fontsource-variable/inter',
  'htmx.org',
  'lucide-static',
  'socket.io-client',
] as const;
const YEAR = 'public, max-age=31536000, immutable';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

export type Assets = {
  /** The address of `app.js`, `app.css`, `icons.svg`, `inter.woff2`. Throws for anything else. */
  readonly url: (name: string) => string;
  /** The address of an icon; outside production throws where no template or page named it at start. */
  readonly icon: (name: string) => string;
  /** Answers /assets/*; what it does not have is left to the next. */
  readonly serve: RequestHandler;
};

export type AssetFolders = {
  /** views/: its assets are bundled, its templates tell which icons are used. */
  readonly views: string;
  /** Sources whose pages name icons too. */
  readonly sources: readonly string[];
  /** Where the built files are put; several processes may share it. */
  readonly out: string;
};

/** Builds everything that is not there already. Throws where a source is broken. */
export async function buildAssets(folders: AssetFolders, production = false): Promise<Assets> {
  await mkdir(folders.out, { recursive: true });
  const sprite = await buildSprite([folders.views, ...folders.sources]);
  const licences = named(LICENCES, await licencesOf(path.dirname(folders.views)));
  const files = await bundle(folders.views, `/*! /assets/${licences.file} */`, production);
  files.set(LICENCES, licences);
  files.set(SPRITE, named(SPRITE, Buffer.from(sprite.xml)));
  await Promise.all([...files.values()].map((file) => keep(folders.out, file)));
  return toAssets(folders.out, files, { names: sprite.names, lenient: production });
}

type Built = { readonly file: string; readonly bytes: Buffer };

function toAssets(
  out: string,
  files: ReadonlyMap<string, Built>,
  icons: { readonly names: ReadonlySet<string>; readonly lenient: boolean },
): Assets {
  const known = new Set([...files.values()].map(({ file }) => file));
  const url = (name: string) => {
    const found = files.get(name);
    if (found === undefined) throw new Error(`no asset "${name}"`);
    return `/assets/${found.file}`;
  };
  return {
    url,
    icon: (name) => {
      if (!icons.names.has(name) && !icons.lenient) {
        throw new Error(`no icon "${name}" in the sprite`);
      }
      return `${url(SPRITE)}#${name}`;
    },
    serve: (request, response, next) => {
      const file = /^\/assets\/([^/]+)$/.exec(request.path)?.[1] ?? '';
      const type = TYPES[path.extname(file)];
      const isAsked = request.method === 'GET' || request.method === 'HEAD';
      if (!isAsked || !known.has(file) || type === undefined) {
        next();
        return;
      }
      const encoding = file.endsWith('.woff2') ? false : request.acceptsEncodings('br', 'gzip');
      response.set({
        'Content-Type': type,
        'Cache-Control': YEAR,
        Vary: 'Accept-Encoding',
        'X-Content-Type-Options': 'nosniff',
      });
      if (encoding === 'br' || encoding === 'gzip') response.set('Content-Encoding', encoding);
      createReadStream(path.join(out, file + suffixOf(encoding)))
        .on('error', next)
        .pipe(response);
    },
  };
}

/** The bundles with their type, by the name that pages ask for. */
async function bundle(
  views: string,
  banner: string,
  production: boolean,
): Promise<Map<string, Built>> {
  const source = path.join(views, 'assets');
  const result = await build({
    entryPoints: ENTRIES.map((entry) => path.join(source, entry)),
    bundle: true,
    write: false,
    metafile: true,
    outdir: path.join(source, 'out'),
    absWorkingDir: path.dirname(views),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    loader: { '.woff2': 'file' },
    format: 'iife',
    target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
    minify: production,
    banner: { js: banner, css: banner },
    legalComments: 'eof',
    logLevel: 'silent',
  });
  const nameOf = namesOf(result.metafile, path.dirname(views));
  return new Map(
    result.outputFiles.map((output) => [
      nameOf(output.path),
      { file: path.basename(output.path), bytes: Buffer.from(output.contents) },
    ]),
  );
}

/** `app-AB12.css` → `app.css`: by the entry it was made of, or the file that it is. */
function namesOf(metafile: Metafile, root: string): (file: string) => string {
  const names = new Map(
    Object.entries(metafile.outputs).map(([file, { entryPoint, inputs }]) => {
      const origin = entryPoint ?? Object.keys(inputs)[0] ?? file;
      const base = path.basename(origin).replace(/\.ts$/, '.js');
      return [
        path.resolve(root, file),
        base === 'inter-latin-wght-normal.woff2' ? TYPE_FILE : base,
      ];
    }),
  );
  return (file) => names.get(file) ?? path.basename(file);
}

async function licencesOf(root: string): Promise<Buffer> {
  const texts = await Promise.all(
    FOREIGN.map(async (name) => {
      const file = path.join(root, 'node_modules', name, 'LICENSE');
      return `${name}\n\n${await readFile(file, 'utf8')}`;
    }),
  );
  return Buffer.from(texts.join('\n\n----\n\n'));
}

function named(name: string, bytes: Buffer): Built {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase();
  const { name: stem, ext } = path.parse(name);
  return { file: `${stem}-${hash}${ext}`, bytes };
}

/** Plain, brotli and gzip beside each other; a name that exists has the same bytes. */
async function keep(out: string, { file, bytes }: Built): Promise<void> {
  await put(path.join(out, file), () => Promise.resolve(bytes));
  if (file.endsWith('.woff2')) return;
  await put(path.join(out, file + suffixOf('br')), () =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 10 },
    }),
  );
  await put(path.join(out, file + suffixOf('gzip')), () => promisify(gzip)(bytes, { level: 9 }));
}

function suffixOf(encoding: string | false): string {
  if (encoding === 'br') return '.br';
  return encoding === 'gzip' ? '.gz' : '';
}

/** Written aside and renamed: another process never sees half a file. */
async function put(file: string, make: () => Promise<Buffer>): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) return;
  const aside = `${file}.${String(process.pid)}.part`;
  await writeFile(aside, await make());
  await rename(aside, file);
}
