// A small municipality with registers, for tests of the rooms that keep them.

import { SYSTEM } from '../../server/kernel/actor.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { emptyTables } from '../support/database.ts';
import { registerRooms, type RegisterRooms } from '../support/registers.ts';

export async function municipality(): Promise<RegisterRooms> {
  const rooms = await registerRooms();
  await emptyTables();
  for (const { kind, bytes } of filesOf(aMunicipality())) {
    await rooms.imports.importFile({ kind, bytes, dryRun: false, actor: SYSTEM });
  }
  return rooms;
}
