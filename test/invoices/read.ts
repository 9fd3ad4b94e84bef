// Readers as tests use them: a whole file in, everything that came of it out.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { FormatDefinition } from '../../server/domains/invoices/specification/definition.ts';
import {
  SpecificationReader,
  type SpecificationRow,
} from '../../server/domains/invoices/specification/reader.ts';
import type { UblDocument } from '../../server/domains/invoices/ubl/document.ts';
import { UblReader } from '../../server/domains/invoices/ubl/reader.ts';

/** The shared sample data, beside the repository; null where it is missing. */
export function sharedData(...parts: string[]): string | null {
  const folder = path.resolve(
    path.dirname(fileURLToPath(import.meta.url)),
    '../../../shared/data',
    ...parts,
  );
  return existsSync(folder) ? folder : null;
}

export type ReadLine = {
  kind: string;
  line: number;
  byteFrom: number;
  byteTo: number;
  ore: number;
  rate: number;
  category: string;
  name: string;
  object: string | null;
};

/** Reads an e-invoice in pieces of so many bytes. Throws the reader's Refusal. */
export function readUbl(file: Buffer, piece = file.length) {
  const lines: ReadLine[] = [];
  const reader = new UblReader({
    line: (line) =>
      lines.push({
        kind: line.kind,
        line: line.line,
        byteFrom: line.byteFrom,
        byteTo: line.byteTo,
        ore: line.amount.rounded(),
        rate: line.rate,
        category: line.category,
        name: line.name,
        object: line.object,
      }),
  });
  for (const chunk of pieces(file, piece)) reader.write(chunk);
  const document: UblDocument = reader.end();
  return { document, lines };
}

export type ReadRow = {
  line: number;
  byteFrom: number;
  byteTo: number;
  fault: string | null;
  column: number;
  invoice: string;
  number: string;
  text: string;
  from: number;
  to: number;
  ore: number;
  parts: number;
  rate: number;
};

/** Reads a specification in pieces of so many bytes. Throws the reader's Refusal. */
export function readSpecification(file: Buffer, definition: FormatDefinition, piece = file.length) {
  const rows: ReadRow[] = [];
  const keep = (row: SpecificationRow, fault: string | null) => {
    rows.push({
      line: row.line,
      byteFrom: row.byteFrom,
      byteTo: row.byteTo,
      fault,
      column: row.faultColumn,
      invoice: fault === 'row.fields' ? '' : row.text('invoiceNumber'),
      number: fault === 'row.fields' ? '' : row.text('number'),
      text: fault === 'row.fields' ? '' : row.text('text'),
      from: fault === null ? row.periodFrom : 0,
      to: fault === null ? row.periodTo : 0,
      ore: fault === null ? row.amount.ore : 0,
      parts: fault === null ? row.amount.parts : 0,
      rate: fault === null ? row.vatRate : 0,
    });
  };
  const reader = new SpecificationReader(definition, {
    row: (row) => {
      keep(row, null);
    },
    quarantined: keep,
  });
  for (const chunk of pieces(file, piece)) reader.write(chunk);
  const plan = reader.end();
  return { rows, plan, rowsIn: reader.rowsIn };
}

/** The refusal that some work ends in. Fails where it does not end in one. */
export function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Copies, so that a reader that works in its chunk does not change the file of the test. */
function pieces(file: Buffer, size: number): Buffer[] {
  if (file.length === 0) return [];
  return Array.from({ length: Math.ceil(file.length / size) }, (_, i) =>
    Buffer.from(file.subarray(i * size, (i + 1) * size)),
  );
}
