// The server knows a process only by its descriptor: each must be a workflow that the worker has.

import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { expect } from 'chai';
import type { Flow, Json } from '../../server/kernel/flow.ts';
import { DOMAINS, filesOf, ROOT, textOf } from './tree.ts';

describe('flows', () => {
  it('are all exported from workflows/index.ts under their names', async () => {
    const entry = textOf('workflows/index.ts');
    const exported = [...entry.matchAll(/export \{([^}]*)\}/g)].flatMap((match) =>
      (match[1] ?? '').split(',').map((name) => name.trim().split(' as ').at(-1) ?? ''),
    );
    const missing = (await allFlows())
      .filter((flow) => !exported.includes(flow.name))
      .map((flow) => flow.name);
    expect(missing).to.deep.equal([]);
  });

  it('have a name of their own', async () => {
    const names = (await allFlows()).map((flow) => flow.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });
});

async function allFlows(): Promise<Flow<Json>[]> {
  const files = DOMAINS.flatMap((room) => filesOf(`server/domains/${room}`, '.ts')).filter((file) =>
    /\/flow(\.ts|\/)/.test(file),
  );
  const modules = await Promise.all(
    files.map(
      (file) =>
        import(pathToFileURL(path.join(ROOT, file)).href) as Promise<Record<string, unknown>>,
    ),
  );
  return modules.flatMap((module) => Object.values(module)).filter(isFlow);
}

function isFlow(value: unknown): value is Flow<Json> {
  return typeof value === 'object' && value !== null && 'queue' in value && 'idOf' in value;
}
