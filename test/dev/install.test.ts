// What runs before every command in a clone: packages are installed for development, and never under
// processes that run in production.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../../tools/dev/places.ts';

describe('before every command', () => {
  let clone: string;

  beforeEach(() => {
    clone = mkdtempSync(path.join(os.tmpdir(), 'jarnkoll-install-'));
    mkdirSync(path.join(clone, 'node_modules'));
    mkdirSync(path.join(clone, 'tools', 'dev'), { recursive: true });
    const script = path.join('tools', 'dev', 'install.mjs');
    cpSync(path.join(ROOT, script), path.join(clone, script));
    packages('package-lock.json', {
      express: { version: '2.0.0' },
      mocha: { version: '1.0.0', dev: true },
    });
  });

  afterEach(() => {
    rmSync(clone, { recursive: true });
  });

  const packages = (file: string, all: Readonly<Record<string, object>>) => {
    const named = Object.entries(all).map(([name, about]) => [`node_modules/${name}`, about]);
    const text = JSON.stringify({ packages: Object.fromEntries(named) as object });
    writeFileSync(path.join(clone, file), text);
  };

  /** With an npm that only tells that it was asked. */
  const run = (mode: string) => {
    const npm = path.join(clone, 'npm.cjs');
    writeFileSync(npm, "console.log('npm', ...process.argv.slice(2));");
    const env = { PATH: path.dirname(process.execPath), NODE_ENV: mode, npm_execpath: npm };
    const script = path.join(clone, 'tools', 'dev', 'install.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
      env,
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  };

  it('installs what is missing, all of it', () => {
    packages('node_modules/.package-lock.json', { express: { version: '2.0.0' } });
    expect(run('development').out).to.include('npm ci');
  });

  it('says nothing in production where only tests lack something', () => {
    packages('node_modules/.package-lock.json', { express: { version: '2.0.0' } });
    expect(run('production')).to.deep.equal({ status: 0, out: '', err: '' });
  });

  it('touches no packages in production, and says what to type', () => {
    packages('node_modules/.package-lock.json', { express: { version: '1.0.0' } });
    const { status, out, err } = run('production');
    expect([status, out]).to.deep.equal([1, '']);
    expect(err).to.include('npm ci --omit=dev');
  });
});
