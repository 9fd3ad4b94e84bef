// The imports as calls: the body is the file.

import type { Request } from 'express';
import type { Fault } from '../../kernel/refusal.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { say } from '../../kernel/page.ts';
import { hasBody } from '../../http/parse.ts';
import type { Api, Lang } from '../../http/route.ts';
import type { Texts } from '../../http/texts.ts';
import type { createImportCommands } from './commands.ts';
import { importRegisters } from './policy.ts';
import { ImportAnswerSchema, ImportCall } from './schema.ts';

type Deps = {
  readonly commands: ReturnType<typeof createImportCommands>;
  readonly texts: Pick<Texts, 't'>;
};

export function importApi({ commands, texts }: Deps) {
  return (api: Api): void => {
    api.post('/imports/:kind', {
      rule: importRegisters,
      input: ImportCall,
      output: ImportAnswerSchema,
      body: 'text',
      summary: 'Imports a register as CSV, all rows or none; with dryRun=true only checks it',
      answers: { 404: 'No such kind', 422: 'import.faults with every fault, or file.empty' },
      handle: async ({ input, actor, reply, lang, request }) => {
        const answer = await commands.importFile({
          kind: input.kind,
          bytes: bytesOf(request),
          dryRun: input.dryRun === 'true',
          actor,
        });
        reply.json({
          ...answer,
          warnings: answer.warnings.map((fault) => told(fault, lang, texts)),
        });
      },
    });
  };
}

/** A body that is no CSV was not kept as bytes: that it is another type is said, not guessed at. */
function bytesOf(request: Request): Buffer {
  const body: unknown = request.body;
  if (Buffer.isBuffer(body)) return body;
  throw hasBody(request)
    ? new Refusal('malformed', 'import.content-type')
    : new Refusal('invalid', 'file.empty');
}

function told(fault: Fault, lang: Lang, texts: Pick<Texts, 't'>) {
  const { row, column = null, value = null, code, args } = fault;
  const message = texts.t(
    lang,
    say(`errors:${code}`, { row: row ?? 0, column: column ?? '', value: value ?? '', ...args }),
  );
  return { row, column, value, code, message };
}
