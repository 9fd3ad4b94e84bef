// The house with the registers' pages and calls, for tests over HTTP.

import request from 'supertest';
import { apiClient } from '../support/api-client.ts';
import { testHouse } from '../support/house.ts';
import { signIn, type TestPerson } from '../support/sign-in.ts';
import { registerRooms } from './rooms.ts';

export async function registersWeb() {
  const test = await testHouse();
  const { house, web, app } = test;
  const rooms = await registerRooms({ files: house.files, texts: house.pages.texts });
  const isThere = (path: string) => web.routes.registered.some((each) => each.path === path);
  if (!isThere('/imports')) {
    rooms.imports.routes(web.routes.route);
    rooms.imports.menu(house.pages.nav);
  }
  if (!isThere('/api/v1/imports/:kind')) rooms.imports.api(web.routes.api);
  if (!isThere('/api/v1/cost-centres')) rooms.directory.api(web.routes.api);
  if (!isThere('/api/v1/subscriptions')) rooms.inventory.api(web.routes.api);

  /** A browser of somebody who is signed in. */
  const browser = async (person: TestPerson) => {
    const { cookie, csrf } = await signIn(house.db, person);
    return {
      get: (path: string) => request(app).get(path).set('Cookie', cookie),
      post: (path: string, fields: object) =>
        request(app)
          .post(path)
          .set('Cookie', cookie)
          .type('form')
          .send({ _csrf: csrf, ...fields }),
      upload: (path: string, name: string, bytes: Buffer) =>
        request(app)
          .post(path)
          .set('Cookie', cookie)
          .field('_csrf', csrf)
          .attach('file', bytes, { filename: name, contentType: 'text/csv' }),
    };
  };
  return { rooms, app, browser, client: (...who: ClientArgs) => apiClient(test, ...who) };
}

type ClientArgs = Parameters<typeof apiClient> extends [unknown, ...infer Rest] ? Rest : never;
export type RegistersWeb = Awaited<ReturnType<typeof registersWeb>>;
