// Files of the small municipality's one supplier, as tests send them.

import type { Registers } from '../../tools/demo/registers.ts';
import type { SpecificationRow } from '../../tools/demo/specification.ts';
import {
  aMunicipality,
  anInvoiceFile,
  aSpecificationFile,
  aSpecificationRow,
} from '../support/a.ts';
import type { SentFile } from './an-intake.ts';

/** The supplier's e-invoices come with a specification. */
export function withSpecification(tolerance = '0.00'): Partial<Registers> {
  const [supplier] = aMunicipality().suppliers;
  return { suppliers: [{ ...supplier, specification: 'spec-utf8', tolerance }] };
}

export const xml = (...args: Parameters<typeof anInvoiceFile>): SentFile => [
  'faktura.xml',
  anInvoiceFile(...args),
];
export const csv = (...rows: Partial<SpecificationRow>[]): SentFile => [
  'spec.csv',
  aSpecificationFile(rows.map((row) => aSpecificationRow(row))),
];
/** Two rows alike with this text, one whose number nobody has, and one that cannot be read. */
export const messyRows = (row: Partial<SpecificationRow>): SentFile =>
  csv(
    { ...row, amount: 500_000 },
    { ...row, amount: 500_000 },
    { number: '+46701749999', text: 'Okänd', amount: 0 },
    { text: 'Trasig', fault: 'date' },
  );
/** The same file with another invoice number on its rows. */
export const renumbered = ([name, bytes]: SentFile, ...numbers: string[]): SentFile => {
  const [header = '', ...rows] = bytes.toString('utf8').trimEnd().split('\r\n');
  const changed = rows.map((row, i) => row.replace(/^[^;]*/, numbers[i] ?? 'F-1'));
  return [name, Buffer.from(`${[header, ...changed].join('\r\n')}\r\n`)];
};

/** What some work is refused with; null where it is not. */
export async function refusalOf(work: Promise<unknown>) {
  return work.then(
    () => null,
    (error: unknown) => error as { code: string; kind: string; details: { url?: string } },
  );
}
