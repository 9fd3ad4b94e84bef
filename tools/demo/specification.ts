// The specification `spec-utf8` as a file: a row for each charge, some of them broken on purpose.

import type { LocalDate } from '../../server/kernel/calendar.ts';
import { swedishText, type Fine } from './amounts.ts';
import { quoted } from './registers.ts';

export type SpecificationRow = {
  readonly account: string;
  readonly subscriptionId: string;
  readonly number: string;
  readonly group: string;
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly volume: string;
  readonly unit: string;
  readonly amount: Fine;
  readonly rate: number;
  /** What makes the row unreadable; it is then in the file and in no sum. */
  readonly fault: 'date' | 'amount' | 'fields' | null;
};

export type SpecificationHead = { readonly number: string; readonly issuedOn: LocalDate };

const HEADER =
  'Fakturanr;Fakturadatum;Kundnummer;Abonnemangsid;Nummer;Referens;Grupp;Text;Period från;' +
  'Period till;Antal;Volym;Enhet;Belopp exkl moms;Moms %';

/** The file: UTF-8, `;`, header line, RFC 4180 quoting, CRLF. */
export function specificationFile(
  head: SpecificationHead,
  rows: readonly SpecificationRow[],
): Buffer {
  const lines = rows.map((row) => lineOf(head, row));
  return Buffer.from(`${[HEADER, ...lines].join('\r\n')}\r\n`);
}

function lineOf(head: SpecificationHead, row: SpecificationRow): string {
  const fields = [
    head.number,
    head.issuedOn,
    row.account,
    row.subscriptionId,
    row.number,
    'Telefoni',
    row.group,
    row.text,
    row.from,
    row.fault === 'date' ? row.to.replace(/\d\d$/, '32') : row.to,
    '1',
    row.volume,
    row.unit,
    row.fault === 'amount' ? swedishText(row.amount).replace(/\d/, 'O') : swedishText(row.amount),
    String(row.rate),
  ];
  const kept = row.fault === 'fields' ? fields.slice(0, -2) : fields;
  return kept.map(quoted).join(';');
}
