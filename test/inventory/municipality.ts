// A small municipality with registers, for tests of the rooms that keep them.

import { SYSTEM } from '../../server/kernel/actor.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { browseAs } from '../support/browse.ts';
import { emptyTables } from '../support/database.ts';
import { testHouse } from '../support/house.ts';
import { registerRooms, type RegisterRooms } from '../support/registers.ts';

export async function municipality(): Promise<RegisterRooms> {
  const rooms = await registerRooms();
  await emptyTables();
  for (const { kind, bytes } of filesOf(aMunicipality())) {
    await rooms.imports.importFile({ kind, bytes, dryRun: false, actor: SYSTEM });
  }
  return rooms;
}

/** Those who look at its pages, each with one role and what it reaches. */
export async function visitorsOf({ db }: Pick<RegisterRooms, 'db'>) {
  const { app } = await testHouse();
  const at = { app, db };
  return {
    eva: await browseAs(at, 'administrator'),
    finance: await browseAs(at, 'finance'),
    karin: await browseAs(at, 'cost-centre-owner', { kind: 'cost-centre', code: '1000' }),
    omar: await browseAs(at, 'coordinator', { kind: 'unit', code: 'E' }),
    tove: await browseAs(at, 'service-desk'),
    ove: await browseAs(at, 'employee', { kind: 'self' }, 'ove.prov@example.test'),
  };
}
