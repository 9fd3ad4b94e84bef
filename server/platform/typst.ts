// Where Typst and its fonts lie among the installed packages, for the thread that sets documents.

import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

/** What is used of the addon, which has no types of its own. */
export type TypstCompiler = {
  readonly pdf: (
    document: { mainFilePath: string; inputs: Readonly<Record<string, string>> },
    options: { pdfStandard: string },
  ) => Buffer;
  readonly evictCache: (maxAge: number) => void;
};
type Addon = {
  readonly NodeCompiler: {
    readonly create: (args: {
      workspace: string;
      fontArgs: readonly { fontPaths: readonly string[] }[];
    }) => TypstCompiler;
  };
};

const FONT_PACKAGE = '@expo-google-fonts/inter';
const WEIGHTS = ['400Regular', '400Regular_Italic', '500Medium', '600SemiBold', '700Bold'];

const load = createRequire(import.meta.url);

/** A compiler that reads templates in the folder and knows no fonts but ours. */
export function openTypst(folder: string): TypstCompiler {
  const fonts = path.dirname(load.resolve(`${FONT_PACKAGE}/package.json`));
  return (load(addonName()) as Addon).NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontPaths: WEIGHTS.map((weight) => path.join(fonts, weight)) }],
  });
}

/** The versions of what decides a document's bytes besides its template and model. */
export function typstVersions(): string {
  return [FONT_PACKAGE, addonName()].map(versionOf).join(' ');
}

function versionOf(name: string): string {
  const { version } = z.object({ version: z.string() }).parse(load(`${name}/package.json`));
  return `${name}@${version}`;
}

function addonName(): string {
  const libc = process.platform === 'linux' ? '-gnu' : '';
  return `@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}${libc}`;
}
