// Our side of `list-50`: the whole house on a port of loopback, filled with the registers of a
// municipality of Gävle's size, and a coordinator who has signed in. Tells where, and stays.

import express from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeouts } from '../../../server/http/headers.ts';
import { composeWeb, type Web } from '../../../server/web.ts';
import { fillRegisters } from '../../demo/fill.ts';
import { createHouseApi } from '../../demo/house-api.ts';
import { SIGN_INS } from '../../demo/sign-ins.ts';
import { month } from '../../../server/kernel/calendar.ts';
import { openHouse } from '../house.ts';
import { listen, tell } from '../sides.ts';

const [databaseUrl = '', folder = '', who = ''] = process.argv.slice(2);

async function serve(): Promise<void> {
  const house = openHouse(databaseUrl, folder, 'web');
  const filling = { size: 'gavle', month: month('2026-10'), say: () => undefined } as const;
  await fillRegisters({ ...filling, api: createHouseApi(house) });
  const web = await composeWeb(house);
  const person = SIGN_INS.find(({ role }) => role === who);
  if (person === undefined) throw new Error(`nobody signs in as ${who}`);
  const userId = await house.access.rememberUser({
    ...person,
    issuer: 'bench',
    nameId: person.email,
  });
  const cookie = await signIn(web, { userId, nameId: person.email });
  const server = createServer(web.app);
  setTimeouts(server);
  tell({ port: await listen(server), cookie, pid: process.pid });
}

/** A session as signing in makes it, without an identity provider. */
async function signIn(web: Web, as: { userId: number; nameId: string }): Promise<string> {
  const door = express();
  door.use(web.sessions.middleware);
  door.get('/', async (request, response) => {
    const session = { ...as, nameIdFormat: null, sessionIndex: null };
    await web.sessions.begin(request, session, null);
    response.end();
  });
  const server = createServer(door);
  await listen(server);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  server.closeAllConnections();
  server.close();
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

void serve();
