// The watched folder as this room serves it: its commands, its readers, and its sentences.

import type { createReceiveCommands } from './commands/receive.ts';
import type { Parts } from './deps.ts';
import { createPickUp, type PickUp, type PickUpDeps } from './pick-up.ts';
import { recogniseFile } from './recognition.ts';

export type WatchedFolder = Pick<PickUpDeps, 'folder' | 'maxFileBytes' | 'stillMs'>;

export function pickUpOf(
  { files, catalogue, store, texts, clock }: Parts,
  { receiveFiles }: Pick<ReturnType<typeof createReceiveCommands>, 'receiveFiles'>,
  watched: WatchedFolder,
): PickUp {
  return createPickUp({
    ...watched,
    files,
    receiveFiles,
    numbersIn: async (code, { sha256 }) => {
      const supplier = await catalogue.findSupplier(code);
      const name = supplier?.specification ?? null;
      const definition = name === null ? null : await store.findings.findDefinition(name);
      try {
        return (await recogniseFile(files.open(sha256), definition)).numbers;
      } catch {
        // The intake says what is wrong with it, on a page of its own.
        return [];
      }
    },
    explain: (name, { code, details }) =>
      texts.t('sv', 'invoices:page.pickUp.refused', {
        name,
        at: clock.now(),
        why: { key: `errors:${code}`, args: details.args ?? {} },
      }),
  });
}
