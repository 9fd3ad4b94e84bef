// Watches the disk that the house's files lie on: a full one stops the database. It is told early, and
// what would fill it further is refused before a byte is kept.

import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '../kernel/refusal.ts';

/** How a disk is now. What only the system may use counts neither as used nor as free. */
export type DiskReading = { readonly usedBytes: number; readonly freeBytes: number };
export type ReadDisk = (folder: string) => Promise<DiskReading>;

export const DISK_STANDINGS = ['ok', 'tight', 'full'] as const;
export type DiskStanding = {
  readonly standing: (typeof DISK_STANDINGS)[number];
  /** Whole per cent that are used: 91.9 is 91. */
  readonly usedPercent: number;
};

export type Disk = {
  /** As it was at most some seconds ago. */
  readonly look: () => Promise<DiskStanding>;
  /** Refuses `disk.full` (unavailable, worth another try) while nothing more may be taken in. */
  readonly demandRoom: () => Promise<void>;
};

const WARN_PERCENT = 85;
const REFUSE_PERCENT = 92;
const LOOK_EVERY_MS = 5000;
const ROUNDING = 1e-9;

export type DiskOptions = {
  readonly folder: string;
  /** With as much left nothing is refused, whatever the share: a laptop's disk is often that full. */
  readonly enoughBytes: number;
  readonly read?: ReadDisk;
  readonly now?: () => number;
};

export function createDisk(options: DiskOptions): Disk {
  const { folder, enoughBytes, read = readDisk, now = Date.now } = options;
  let last: { readonly at: number; readonly standing: Promise<DiskStanding> } | null = null;
  const look = (): Promise<DiskStanding> => {
    if (last === null || now() - last.at >= LOOK_EVERY_MS) {
      last = { at: now(), standing: read(folder).then((disk) => standingOf(disk, enoughBytes)) };
    }
    return last.standing;
  };
  return {
    look,
    demandRoom: async () => {
      const { standing, usedPercent } = await look();
      if (standing !== 'full') return;
      throw new Refusal('unavailable', 'disk.full', { args: { percent: usedPercent } });
    },
  };
}

/** Tight from 85 per cent, full from 92. */
export function standingOf(disk: DiskReading, enoughBytes: number): DiskStanding {
  const { usedBytes, freeBytes } = disk;
  const share = (100 * usedBytes) / Math.max(1, usedBytes + freeBytes);
  const usedPercent = Math.floor(share + ROUNDING);
  if (usedPercent < WARN_PERCENT) return { standing: 'ok', usedPercent };
  const isFull = usedPercent >= REFUSE_PERCENT && freeBytes < enoughBytes;
  return { standing: isFull ? 'full' : 'tight', usedPercent };
}

/** Asks the system about the folder, or about the nearest one above it where it is not made yet. */
async function readDisk(folder: string): Promise<DiskReading> {
  try {
    const { bsize, blocks, bfree, bavail } = await statfs(folder);
    return { usedBytes: (blocks - bfree) * bsize, freeBytes: bavail * bsize };
  } catch (error) {
    const above = path.dirname(folder);
    if (above === folder || !isMissing(error)) throw error;
    return readDisk(above);
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
