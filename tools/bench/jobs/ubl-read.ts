// A 100 MB e-invoice to staged lines with byte ranges, against libxml2's own streaming reader, which
// keeps nothing and counts nothing.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../../dev/debian.ts';
import { createChildren } from '../../dev/children.ts';
import { scanUblInvoice } from '../files/ubl-scan.ts';
import { writeUblInvoice } from '../files/ubl-invoice.ts';
import type { Job, PreparedJob } from '../harness.ts';
import { hottest, profilingFlags } from '../profile.ts';
import { runProgram, runSide } from '../sides.ts';

const BYTES = 100_000_000;

export const ublRead: Job = {
  name: 'ubl-read',
  sense: 'at-most',
  floor: 6,
  goal: 4,
  rssLimitMiB: 200,
  prepare,
};

async function prepare(): Promise<PreparedJob> {
  if (findProgram('xmllint') === null) {
    throw new Error('ubl-read: xmllint is missing (Debian: apt-get install libxml2-utils).');
  }
  const children = createChildren();
  const folder = children.temporaryFolder();
  const file = path.join(folder, 'invoice.xml');
  await writeUblInvoice(file, BYTES);
  // xmllint tells nothing of what it read: what there is to find is counted once, without a parser.
  const result = await scanUblInvoice(file);
  return {
    ours: () => runSide('read-ubl', [file]),
    bare: async () => {
      const { ms } = await runProgram('xmllint', ['--stream', '--noout', file]);
      return { ms, result, rssMiB: 0 };
    },
    profile: async () => {
      const profiles = path.join(folder, 'profiles');
      await mkdir(profiles);
      await runSide('read-ubl', [file], profilingFlags(profiles));
      return hottest(profiles);
    },
    tearDown: () => children.stopAll(),
  };
}
