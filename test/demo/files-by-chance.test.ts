// Random operators' files, read twice: by the house's readers and by the oracle. Every line's place,
// text, period, class, öre and subscription must be the same, and so must what waits in quarantine.

import { expect } from 'chai';
import { decimalText } from '../../server/kernel/decimal.ts';
import { filesOf } from '../support/a.ts';
import { houseLines } from '../support/house-lines.ts';
import { linesOf, type Line } from '../support/oracle/lines.ts';
import { readInvoice, readWorld } from '../support/oracle/month.ts';
import { e164, get } from '../support/oracle/world.ts';
import { randomMonth } from '../support/random/month.ts';

const MONTHS = 60;

describe('files by chance (rules 1 and 3, §5)', () => {
  it('are read as the oracle reads them', () => {
    for (let seed = 1; seed <= MONTHS; seed += 1) {
      const { registers, sent } = randomMonth(seed);
      const world = readWorld(filesOf(registers));
      for (const each of sent) {
        const about = `seed ${String(seed)} ${each.files[0]?.name ?? ''}`;
        const read = readInvoice(world, each);
        const house = houseLines(registers, each);
        expect(house.lines.map(shownCells), about).to.deep.equal(
          linesOf(world, read.raw).map(shownLine),
        );
        const waiting = house.quarantined.map(({ source_line, byte_from, byte_to, code }) => {
          return {
            line: Number(source_line),
            byteFrom: Number(byte_from),
            byteTo: Number(byte_to),
            code,
          };
        });
        expect(waiting, about).to.deep.equal(
          read.quarantined.map(({ line, byteFrom, byteTo, code }) => ({
            line,
            byteFrom,
            byteTo,
            code,
          })),
        );
        const { totals } = house.document;
        expect(totals.payable === null ? '' : decimalText(totals.payable), about).to.match(
          new RegExp(`^${kronor(read.raw.payableOre)}$`),
        );
      }
    }
  }).timeout(60_000);
});

function shownLine(line: Line) {
  const number = e164(line.reference.number);
  return {
    text: line.text,
    number: number.startsWith('+') ? number : null,
    subscription: line.subscription === undefined ? null : get(line.subscription, 'id'),
    from: line.periodFrom,
    to: line.periodTo,
    netOre: Number(line.netOre),
    rate: Number(line.rate),
    class: line.class,
    line: line.source.line,
    byteFrom: line.source.byteFrom,
    byteTo: line.source.byteTo,
  };
}

function shownCells(cells: Readonly<Record<string, string | null>>) {
  return {
    text: cells['text'] ?? '',
    number: cells['number']?.startsWith('+') === true ? cells['number'] : null,
    subscription: cells['subscription_id'] ?? null,
    from: cells['period_from_on'],
    to: cells['period_to_on'],
    netOre: Number(cells['net_ore']),
    rate: Number(cells['vat_rate']),
    class: cells['class'],
    line: Number(cells['source_line']),
    byteFrom: Number(cells['byte_from']),
    byteTo: Number(cells['byte_to']),
  };
}

/** As the file has it: a credit note's amounts are written without their sign. */
function kronor(ore: bigint): string {
  const size = String(ore < 0n ? -ore : ore).padStart(3, '0');
  return `-?${size.slice(0, -2)}[.]${size.slice(-2)}`;
}
