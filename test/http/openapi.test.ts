// The description of the API (interfaces.md §2): every call that there is, with what it takes and what it
// answers, so that a client can be written from the document alone.

import request from 'supertest';
import { expect } from 'chai';
import { ANYONE } from '../../server/kernel/rule.ts';
import { testHouse, type TestHouse } from '../support/house.ts';

type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly maximum?: number;
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Operation = {
  readonly summary: string;
  readonly security: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: Content }>
  >;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

describe('the description of the API', () => {
  let test: TestHouse;
  let document: Document;

  before(async () => {
    test = await testHouse();
    const answer = await request(test.app).get('/api/v1/openapi.json');
    expect(answer.status).to.equal(200);
    document = answer.body as Document;
  });

  const of = (method: string, path: string): Operation => {
    const found = document.paths[`/api/v1${path}`]?.[method];
    if (found === undefined) throw new Error(`no ${method} ${path}`);
    return found;
  };
  const calls = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    );

  it('has every call that is registered, and no other', () => {
    const registered = test.web.routes.registered
      .filter(({ kind }) => kind === 'api')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(document.openapi).to.equal('3.1.0');
    expect(calls().map(({ method, path }) => `${method} ${path}`)).to.have.members(registered);
  });

  it('names every parameter of a path, and asks for a token where one is needed', () => {
    for (const { method, path, operation } of calls()) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((each) => each.in === 'path');
      expect(
        declared.map(({ name }) => name),
        path,
      ).to.have.members(names);
      expect(declared.every(({ required }) => required)).to.equal(true);
      const isOpen = test.web.routes.registered.some(
        (each) => each.rule === ANYONE && each.path === path && each.method === method,
      );
      expect(operation.security, path).to.have.length(isOpen ? 0 : 1);
    }
  });

  it('says what each call answers, problems too', () => {
    for (const { method, path, operation } of calls()) {
      const name = `${method} ${path}`;
      expect(operation.summary, name).to.have.length.above(10);
      const good = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      expect(good, name).to.have.length(1);
      const problems = Object.entries(operation.responses).filter(([status]) => status >= '4');
      for (const [status, { description, content }] of problems) {
        expect(description, `${name} ${status}`).to.have.length.above(5);
        const problem = content['application/problem+json']?.schema;
        expect(problem?.required, `${name} ${status}`).to.include.members(['code', 'errors']);
      }
      expect(Object.keys(operation.responses), name).to.include.members(['400', '401', '404']);
      if (method !== 'post') continue;
      expect(operation.responses['403'], name).not.to.equal(undefined);
      expect(operation.responses['409']?.description, name).to.include('idempotency.other-body');
      const headers = (operation.parameters ?? []).filter((each) => each.in === 'header');
      expect(headers.map((each) => [each.name, each.required])).to.deep.equal([
        ['Idempotency-Key', false],
      ]);
    }
  });

  const bodyOf = (path: string, type: string): Schema => {
    const body = of('post', path).requestBody;
    expect(body?.required, path).to.equal(true);
    return body?.content[type]?.schema ?? {};
  };

  it('says what each call takes: files in parts, a file as text, JSON', () => {
    const parts = bodyOf('/supplier-invoices', 'multipart/form-data');
    expect(parts.required).to.deep.equal(['supplier', 'file']);
    expect(parts.properties?.['file']?.items?.format).to.equal('binary');
    expect(bodyOf('/imports/{kind}', 'text/csv').type).to.equal('string');
    const placement = '/billing-months/{month}/red-list/{lineId}/placement';
    const place = bodyOf(placement, 'application/json');
    expect(place.required).to.deep.equal(['costCentre', 'reason']);
    expect(of('post', '/billing-months/{month}/pause').requestBody?.required).to.equal(false);
  });

  it('says what may stand in an address', () => {
    const inQuery = (method: string, path: string) =>
      (of(method, path).parameters ?? []).filter((each) => each.in === 'query');
    const [limit] = inQuery('get', '/subscriptions').filter(({ name }) => name === 'limit');
    expect(limit?.schema.maximum).to.equal(1000);
    expect(inQuery('post', '/imports/{kind}').map(({ name }) => name)).to.deep.equal(['dryRun']);
    expect(inQuery('post', '/billing-months')).to.deep.equal([]);
  });

  it('says of what type a document is', () => {
    const typeOf = (path: string) => Object.keys(of('get', path).responses['200']?.content ?? {});
    expect(typeOf('/customer-invoices/{number}')).to.deep.equal(['application/json']);
    expect(typeOf('/customer-invoices/{number}.pdf')).to.deep.equal(['application/pdf']);
    expect(typeOf('/ledger-exports/{id}/file')).to.deep.equal(['application/octet-stream']);
  });
});
