// The pages of suppliers' invoices in the real house: registers imported, files received and read step
// by step, people signed in.

import { Readable } from 'node:stream';
import request, { type Response, type Test } from 'supertest';
import { SYSTEM, type Role } from '../../server/kernel/actor.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import type { Registers } from '../../tools/demo/registers.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { emptyTables } from '../support/database.ts';
import { testHouse } from '../support/house.ts';
import { signIn } from '../support/sign-in.ts';
import type { SentFile } from './an-intake.ts';

const MAX_BYTES = 200_000_000;

export async function pageHouse(registers: Partial<Registers> = {}) {
  const { house, web, app } = await testHouse();
  const { invoices } = house;
  await emptyTables();
  if (!web.routes.registered.some(({ path }) => path === '/supplier-invoices/:id')) {
    invoices.routes(web.routes.route);
    invoices.menu(house.pages.nav);
  }
  for (const { kind, bytes } of filesOf(aMunicipality(registers))) {
    await house.imports.importFile({ kind, bytes, dryRun: false, actor: SYSTEM });
  }
  /** As far as the intake's process would take it. */
  const take = async (id: InvoiceId) => {
    const { recognise, read, match, check, settle } = invoices.intake;
    for (const step of [recognise, read, match, check]) {
      if (!(await step(id)).goesOn) break;
    }
    return settle(id);
  };
  const receive = async (...sent: SentFile[]): Promise<InvoiceId> => {
    const files = await Promise.all(
      sent.map(async ([name, bytes]) => ({
        name,
        ...(await house.files.put(Readable.from([bytes], { objectMode: false }), MAX_BYTES)),
      })),
    );
    return invoices.receiveFiles({ supplier: 'PROV', files, actor: SYSTEM });
  };
  return {
    house,
    app,
    take,
    receive,
    /** Received and taken as far as it goes. */
    send: async (...sent: SentFile[]) => {
      const id = await receive(...sent);
      return { id, ...(await take(id)) };
    },
    browser: async (role: Role) => {
      const person = { email: `${role}@example.test`, name: `En ${role}`, rights: [{ role }] };
      const { cookie, csrf } = await signIn(house.db, person);
      const with_ = (test: Test) => test.set('Cookie', cookie);
      return {
        cookie,
        get: (path: string): Promise<Response> => Promise.resolve(with_(request(app).get(path))),
        post: (path: string, form: Record<string, string>): Promise<Response> =>
          Promise.resolve(
            with_(request(app).post(path))
              .type('form')
              .send({ _csrf: csrf, ...form }),
          ),
        upload: (
          path: string,
          fields: Record<string, string>,
          ...sent: (readonly [field: string, ...SentFile])[]
        ): Promise<Response> => {
          const test = with_(request(app).post(path)).field('_csrf', csrf);
          for (const [name, value] of Object.entries(fields)) void test.field(name, value);
          for (const [field, name, bytes] of sent) void test.attach(field, bytes, name);
          return Promise.resolve(test);
        },
      };
    },
  };
}

export type PageHouse = Awaited<ReturnType<typeof pageHouse>>;
export type Person = Awaited<ReturnType<PageHouse['browser']>>;
