// The first rows of a file as a format definition reads them, by the very reader that reads invoices.
// Nothing of what is read is kept.

import { Refusal } from '../../../kernel/refusal.ts';
import { decimalText } from '../../../kernel/decimal.ts';
import type { Parts } from '../deps.ts';
import { maskOrNull } from '../masking.ts';
import type { Sample, SampleRow } from '../pages/facts.ts';
import { faultArgs } from '../row-faults.ts';
import type { Field, FormatDefinition } from '../specification/definition.ts';
import { SpecificationReader, type SpecificationRow } from '../specification/reader.ts';
import { dayText } from '../specification/values.ts';
import type { RowFault } from '../specification/reader.ts';

const SAMPLE_ROWS = 20;
const SAMPLE_BYTES = 262_144;
const LINE_FEED = 10;

export type SampledFile = { readonly sha256: string; readonly bytes: number };

/** A specification that was kept with an invoice, to look at. */
export type KeptSpecification = {
  readonly id: number;
  readonly name: string;
  readonly supplier: string;
  readonly invoiceNumber: string | null;
};

export function createSampleQueries({
  db,
  files,
  inventory,
}: Pick<Parts, 'db' | 'files' | 'inventory'>) {
  /** The file's beginning up to a whole line. */
  const headOf = async ({ sha256, bytes }: SampledFile): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    if (bytes > 0) {
      const head = files.open(sha256, 0, Math.min(bytes, SAMPLE_BYTES));
      for await (const chunk of head) chunks.push(chunk as Buffer);
    }
    const read = Buffer.concat(chunks);
    return read.length === bytes ? read : read.subarray(0, read.lastIndexOf(LINE_FEED) + 1);
  };

  return {
    /** What a definition makes of a file's first rows, or why it makes nothing of it. */
    sampleOf: async (file: SampledFile, definition: FormatDefinition): Promise<Sample> =>
      maskSample(await inventory.secretMask(), readSample(await headOf(file), definition)),

    /** Specifications that came, the latest first. */
    latestSpecifications: (limit: number): Promise<KeptSpecification[]> =>
      db.rows<KeptSpecification>(
        `SELECT f.id, f.name, i.supplier, i.invoice_number AS invoiceNumber
         FROM supplier_invoice_files f JOIN supplier_invoices i ON i.id = f.invoice_id
         WHERE f.role = 'specification' ORDER BY f.id DESC LIMIT ?`,
        [limit],
      ),

    /** The latest version of each definition, by name. */
    allDefinitions: async (): Promise<FormatDefinition[]> =>
      (
        await db.rows<{ definition: FormatDefinition }>(
          `SELECT definition FROM format_definitions d
           WHERE version = (SELECT MAX(version) FROM format_definitions o WHERE o.name = d.name)
           ORDER BY name`,
        )
      ).map(({ definition }) => definition),
  };
}

export type SampleQueries = ReturnType<typeof createSampleQueries>;

function maskSample(mask: (text: string) => string, sample: Sample): Sample {
  return {
    ...sample,
    rows: sample.rows.map((row) => ({
      ...row,
      cells: row.cells.map(mask),
      text: maskOrNull(mask, row.text),
    })),
  };
}

function readSample(head: Buffer, definition: FormatDefinition): Sample {
  const fields = definition.columns.flatMap(({ field, personal }) =>
    field === null || personal ? [] : [field],
  );
  const rows: SampleRow[] = [];
  const keep = (row: SpecificationRow, fault: RowFault | null) => {
    if (rows.length < SAMPLE_ROWS) rows.push(toSampleRow(row, { fields, fault, head }));
  };
  const reader = new SpecificationReader(definition, {
    row: (row) => {
      keep(row, null);
    },
    quarantined: keep,
  });
  try {
    reader.write(head);
    const { unknown } = reader.end();
    return { fields, rows, unknown: unknown.map(({ name }) => name), refusal: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, details } = error;
    return { fields, rows: [], unknown: [], refusal: { code, args: details.args ?? {} } };
  }
}

type Reading = {
  readonly fields: readonly Field[];
  readonly fault: RowFault | null;
  readonly head: Buffer;
};

function toSampleRow(row: SpecificationRow, { fields, fault, head }: Reading): SampleRow {
  const { line, byteFrom, byteTo, faultColumn } = row;
  if (fault === null) {
    return { line, cells: fields.map((field) => cellOf(row, field)), text: null, fault: null };
  }
  return {
    line,
    cells: [],
    text: new TextDecoder(row.encoding).decode(head.subarray(byteFrom, byteTo)),
    fault: {
      code: fault,
      args: faultArgs({ line, byteFrom, column: faultColumn === 0 ? null : faultColumn }),
    },
  };
}

/** A value as it was understood, not as it was written. */
function cellOf(row: SpecificationRow, field: Field): string {
  switch (field) {
    case 'periodFrom':
    case 'periodTo':
    case 'issuedOn':
      return row[field] === 0 ? '' : dayText(row[field]);
    case 'net':
      return shortest(decimalText(row.amount.toDecimal()));
    case 'vatRate':
      return String(row.vatRate / 100);
    default:
      return row.text(field);
  }
}

/** `149.0000` as `149.00`: two decimals, and more only where they say something. */
function shortest(kronor: string): string {
  return kronor.replace(/(\.\d{2}\d*?)0+$/, '$1');
}
