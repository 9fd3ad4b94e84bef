// Nothing is left behind, and nobody's data is opened twice: what the commands stand on.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createChildren } from '../../tools/dev/children.ts';
import { takeLock, takeLockNow } from '../../tools/dev/lock.ts';
import { startMariadb } from '../../tools/dev/mariadb.ts';
import { nextFreePort } from '../../tools/dev/ports.ts';
import { isAlive } from '../../tools/dev/processes.ts';
import { compareVersions } from '../../tools/dev/temporal-program.ts';

describe('children', () => {
  it('end in the reverse of the order in which they began', async () => {
    const children = createChildren();
    const ended: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      const child = await children.start({ name, command: 'sleep', args: ['60'], output: 'show' });
      void child.exited.then(() => ended.push(name));
    }
    await children.stopAll();
    expect(ended).to.deep.equal(['third', 'second', 'first']);
  });

  it('that do not hear SIGTERM are killed when their grace is over', async () => {
    const children = createChildren();
    const script = "trap '' TERM; while :; do sleep 1; done";
    const child = await children.start({
      name: 'deaf',
      command: 'sh',
      args: ['-c', script],
      output: 'show',
      graceMs: 300,
    });
    await sleep(100);
    expect((await child.stop()).signal).to.equal('SIGKILL');
    await children.stopAll();
  });

  it('are ended by their guard when their parent is killed, with its temporary folders', async () => {
    const maker = path.join(import.meta.dirname, 'orphan-maker.ts');
    const parent = spawn(process.execPath, ['--import', 'tsx', maker], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) => {
      parent.stdout.once('data', (bytes: Buffer) => {
        resolve(bytes.toString());
      });
    });
    const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
    expect(isAlive(pid)).to.equal(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
    await until(() => !existsSync(folder));
  }).timeout(30_000);
});

describe('a lock', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'jarnkoll-lock-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is held by one at a time, and tells who holds it', async () => {
    const file = path.join(folder, 'a.lock');
    const giveBack = await takeLock(file, () => undefined);
    const second = takeLockNow(file);
    expect('holder' in second && second.holder.pid).to.equal(process.pid);
    const waits: number[] = [];
    const third = takeLock(file, (pid) => waits.push(pid));
    giveBack();
    (await third)();
    expect(waits).to.deep.equal([process.pid]);
  });

  it('that was cut off as it was written counts for nothing after a moment', () => {
    const file = path.join(folder, 'cut.lock');
    writeFileSync(file, '{"pid":');
    utimesSync(file, 0, 0);
    const taken = takeLockNow(file);
    expect('giveBack' in taken).to.equal(true);
    if ('giveBack' in taken) taken.giveBack();
  });

  it('says so where it cannot be written, instead of waiting for ever', () => {
    expect(() => takeLockNow(path.join(folder, 'no-folder', 'a.lock'))).to.throw(/ENOENT/);
  });

  it('that was given back is not remembered', () => {
    const before = process.listenerCount('exit');
    for (let each = 0; each < 20; each += 1) {
      const taken = takeLockNow(path.join(folder, 'again.lock'));
      if ('giveBack' in taken) taken.giveBack();
    }
    expect(process.listenerCount('exit')).to.equal(before);
  });

  it('of a process that is gone counts for nothing, also when its number lives again', () => {
    const gone = { pid: 2 ** 22 + 1, started: '1', since: 'then' };
    const again = { pid: process.pid, started: 'another time', since: 'then' };
    for (const holder of [gone, again]) {
      const file = path.join(folder, `${String(holder.pid)}.lock`);
      writeFileSync(file, JSON.stringify(holder));
      const taken = takeLockNow(file);
      expect('giveBack' in taken).to.equal(true);
      if ('giveBack' in taken) taken.giveBack();
      expect(existsSync(file)).to.equal(false);
    }
  });
});

describe('a private MariaDB', function () {
  this.timeout(60_000);

  it('starts in a folder whose path is too long for a socket, and again on its data', async () => {
    const children = createChildren();
    const folder = path.join(children.temporaryFolder(true), 'a-folder-name'.repeat(10));
    mkdirSync(folder, { recursive: true });
    const first = await startMariadb(children, { folder, settings: 'fast' });
    expect(first.socketPath.length).to.be.below(101);
    await first.kill();
    const second = await startMariadb(children, { folder, settings: 'fast' });
    expect(second.socketPath).to.equal(first.socketPath);
    await children.stopAll();
    rmSync(path.dirname(first.socketPath), { recursive: true });
    expect(isAlive(second.child.pid)).to.equal(false);
  });
});

describe('small tools', () => {
  it('find the next free port', async () => {
    const port = await nextFreePort(43_000);
    expect(port).to.be.within(43_000, 43_099);
  });

  it('compare versions by their numbers', () => {
    expect(compareVersions('1.32.1', '1.32.0')).to.be.above(0);
    expect(compareVersions('1.9.0', '1.32.0')).to.be.below(0);
    expect(compareVersions('1.26.8', '1.26.8')).to.equal(0);
    expect(compareVersions('1.27', '1.26.10')).to.be.above(0);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < 15_000 && !isSo(); waited += 50) await sleep(50);
  expect(isSo()).to.equal(true);
}
