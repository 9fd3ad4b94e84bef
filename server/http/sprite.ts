// One file with the icons that templates and pages name, out of Lucide (ISC). It must be well-formed
// XML: a broken comment makes every icon vanish without an error.

import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const IN_TEMPLATE = /\{\{\s*ikon\s+"([a-z0-9-]+)"/g;
/** In a source that builds pages or menus any quoted word that is an icon's name may be one. */
const BUILDS_PAGES = /\/page(?:-process)?\.ts'|\bnav\.add\(|^export type Standing/m;
const QUOTED = /'([a-z0-9]+(?:-[a-z0-9]+)*)'/g;

export type Sprite = { readonly xml: string; readonly names: ReadonlySet<string> };

/** Reads the sources and makes the sprite. Throws where a template names what Lucide does not have. */
export async function buildSprite(folders: readonly string[]): Promise<Sprite> {
  const lucide = path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
  const icons = new Set(await readdir(path.join(lucide, 'icons')));
  const names = new Set<string>();
  for (const folder of folders) {
    for (const name of await namesIn(folder, icons)) names.add(name);
  }
  const sorted = [...names].sort();
  const symbols = await Promise.all(sorted.map((name) => symbolOf(lucide, name)));
  const licence = await readFile(path.join(lucide, 'LICENSE'), 'utf8');
  return {
    names,
    xml: [
      `<!--\n${licence.replace(/-{2,}/g, '- -').replace(/-(?=\s*$)/, '- ')}\n-->`,
      '<svg xmlns="http://www.w3.org/2000/svg">',
      ...symbols,
      '</svg>',
      '',
    ].join('\n'),
  };
}

async function namesIn(folder: string, icons: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(hbs|ts)$/.test(entry.name));
  const found = await Promise.all(
    files.map(async (entry) => {
      const text = await readFile(path.join(entry.parentPath, entry.name), 'utf8');
      if (entry.name.endsWith('.hbs')) return wordsOf(text, IN_TEMPLATE);
      if (!BUILDS_PAGES.test(text)) return [];
      return wordsOf(text, QUOTED).filter((word) => icons.has(`${word}.svg`));
    }),
  );
  return found.flat();
}

function wordsOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

async function symbolOf(lucide: string, name: string): Promise<string> {
  const file = path.join(lucide, 'icons', `${name}.svg`);
  const svg = await readFile(file, 'utf8').catch(() => {
    throw new Error(`Lucide has no icon "${name}"`);
  });
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, '')}</symbol>`;
}
