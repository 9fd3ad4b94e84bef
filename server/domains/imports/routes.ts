// The pages of imports: a file is previewed first; what is confirmed is the very file that was looked at.

import { address } from '../../kernel/listing.ts';
import { notFound, Refusal, type Fault } from '../../kernel/refusal.ts';
import { say, type Text } from '../../kernel/page.ts';
import type { Importable } from '../../platform/csv-import.ts';
import type { Files } from '../../platform/files.ts';
import type { Nav } from '../../http/nav.ts';
import type { Route, UploadedFile } from '../../http/route.ts';
import type { createImportCommands } from './commands.ts';
import { importIndexPage, importKindPage, importPreviewPage, type KindColumns } from './pages.ts';
import { paths } from './paths.ts';
import { importRegisters } from './policy.ts';
import { ImportForm, KindPage, Nothing, PreviewForm } from './schema.ts';

/** A register of 100,000 rows is some 10 MB; it is read whole. */
const LARGEST_BYTES = 50_000_000;

type Deps = {
  readonly commands: ReturnType<typeof createImportCommands>;
  readonly kinds: ReadonlyMap<string, Importable>;
  readonly inOrder: readonly Importable[];
  readonly files: Pick<Files, 'open' | 'has'>;
};

/** What the menu has of this room. */
export function importMenu(nav: Nav): void {
  nav.add({
    group: 'system',
    key: 'imports:title',
    icon: 'file-input',
    href: paths.index(),
    rule: importRegisters,
    order: 30,
  });
}

export function importRoutes({ commands, kinds, inOrder, files }: Deps) {
  const columnsOf = (kind: string): KindColumns => ({
    kind,
    columns: kinds.get(kind)?.columns ?? [],
  });

  return (route: Route): void => {
    route.get(paths.index(), {
      rule: importRegisters,
      input: Nothing,
      handle: ({ reply }) => reply.page('imports/index', importIndexPage(inOrder)),
    });

    route.get(paths.show(':kind'), {
      rule: importRegisters,
      input: KindPage,
      handle: ({ input: { kind, added, changed, removed }, reply }) => {
        const done =
          added === undefined ? null : { added, changed: changed ?? 0, removed: removed ?? 0 };
        return reply.page('imports/show', importKindPage(columnsOf(kind), { done }));
      },
    });

    route.post(paths.preview(':kind'), {
      rule: importRegisters,
      input: PreviewForm,
      body: 'multipart',
      handle: async ({ input: { kind }, actor, reply, upload }) => {
        const [file] = upload.files;
        const fault = faultOf(file);
        if (file === undefined || fault !== null) {
          await reply.page('imports/show', importKindPage(columnsOf(kind), { fault }), 422);
          return;
        }
        const bytes = await readWhole(files, file.sha256);
        try {
          const answer = await commands.importFile({ kind, bytes, dryRun: true, actor });
          const page = importPreviewPage({ kind, file, answer, faults: [] });
          await reply.page('imports/preview', page);
        } catch (error) {
          const page = importPreviewPage({ kind, file, answer: null, faults: faultsIn(error) });
          await reply.page('imports/preview', page, 422);
        }
      },
    });

    route.post(paths.show(':kind'), {
      rule: importRegisters,
      input: ImportForm,
      handle: async ({ input: { kind, ...file }, actor, reply }) => {
        if (!(await files.has(file.sha256))) throw notFound();
        const bytes = await readWhole(files, file.sha256);
        try {
          const answer = await commands.importFile({ kind, bytes, dryRun: false, actor });
          const { added, changed, removed } = answer;
          reply.seeOther(address(paths.show(kind), { added, changed, removed }));
        } catch (error) {
          // A register may have changed since the file was looked at.
          const page = importPreviewPage({ kind, file, answer: null, faults: faultsIn(error) });
          await reply.page('imports/preview', page, 422);
        }
      },
    });
  };
}

/** Why the form is shown again: no file was chosen, it is empty, or it is no register's size. */
function faultOf(file: UploadedFile | undefined): Text | null {
  if (file === undefined || file.name === '') return say('imports:show.noFile');
  if (file.bytes === 0) return say('errors:file.empty');
  return file.bytes > LARGEST_BYTES ? say('imports:show.tooLarge') : null;
}

/** The faults of a file; whatever else went wrong goes on. */
function faultsIn(error: unknown): readonly Fault[] {
  if (!(error instanceof Refusal) || error.code !== 'import.faults') throw error;
  return error.details.errors ?? [];
}

async function readWhole(files: Pick<Files, 'open'>, sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of files.open(sha256)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
