// The two specification formats that need no set-up (§5): rows as lines, and what can't be read.

import { csvRecords, type CsvRecord, type Dialect } from './csv.ts';
import { isDay } from './days.ts';
import { fraction } from './exact.ts';
import type { NamedFile, QuarantinedRow, RawLine } from './invoice.ts';

type Format = {
  readonly dialect: Dialect;
  /** Which columns hold what; several labels are tried by charge codes and rules. */
  readonly columns: Readonly<Record<'id' | 'number' | 'account' | 'text' | 'from' | 'to', string>>;
  readonly net: string;
  readonly rate: string;
  readonly labels: readonly string[];
  readonly thousands: string;
  readonly toDay: (text: string) => string;
};

const FORMATS: Readonly<Record<string, Format>> = {
  'details-latin1': {
    dialect: { separator: '¤', quoting: false, encoding: 'latin1' },
    columns: {
      id: '',
      number: 'Mobilnummer',
      account: 'Abonnementets_eierkonto',
      text: 'Fakturatekst',
      from: 'Fakturalinjestartdato',
      to: 'Fakturalinjesluttdato',
    },
    net: 'Netto',
    rate: 'MVA_prosent',
    labels: ['Hovedgruppe', 'Undergruppe', 'Fakturatekst'],
    thousands: '',
    toDay: (written) => written.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1'),
  },
  'spec-utf8': {
    dialect: { separator: ';', quoting: true, encoding: 'utf8' },
    columns: {
      id: 'Abonnemangsid',
      number: 'Nummer',
      account: 'Kundnummer',
      text: 'Text',
      from: 'Period från',
      to: 'Period till',
    },
    net: 'Belopp exkl moms',
    rate: 'Moms %',
    labels: ['Grupp', 'Text'],
    thousands: '\u00a0',
    toDay: (written) => written,
  },
};

export type Specification = {
  readonly lines: readonly RawLine[];
  readonly quarantined: readonly QuarantinedRow[];
};

/** Reads a specification by the name of its definition. */
export function readSpecification(file: NamedFile, name: string): Specification {
  const format = FORMATS[name];
  if (format === undefined) throw new Error(`no such definition: ${name}`);
  const [header, ...records] = csvRecords(file.bytes, format.dialect);
  const names = header?.fields ?? [];
  const lines: RawLine[] = [];
  const quarantined: QuarantinedRow[] = [];
  for (const record of records) {
    const { line, byteFrom, byteTo, fields } = record;
    const source = { file: file.name, line, byteFrom, byteTo };
    const code = faultOf(record, names, format);
    if (code !== null) quarantined.push({ ...source, code });
    else lines.push({ ...readRow(fields, names, format), source });
  }
  return { lines, quarantined };
}

function faultOf(record: CsvRecord, names: readonly string[], format: Format): string | null {
  if (record.fields.length !== names.length) return 'row.fields';
  const row = asRow(record.fields, names);
  const field = (column: string): string => row[column] ?? '';
  const isNumber = (column: string): boolean =>
    /^-?\d+(\.\d+)?$/.test(plain(field(column), format));
  if (!isNumber(format.net) || !isNumber(format.rate)) return 'row.number';
  const from = format.toDay(field(format.columns.from));
  const to = format.toDay(field(format.columns.to));
  if ([from, to].some((day) => day !== '' && !isDay(day))) return 'row.date';
  return from !== '' && to !== '' && from > to ? 'row.period' : null;
}

function readRow(
  fields: readonly string[],
  names: readonly string[],
  format: Format,
): Omit<RawLine, 'source'> {
  const row = asRow(fields, names);
  const { columns } = format;
  const field = (column: string): string => (column === '' ? '' : (row[column] ?? ''));
  return {
    text: field(columns.text),
    labels: format.labels.map(field),
    account: field(columns.account),
    reference: { id: field(columns.id), number: field(columns.number) },
    from: format.toDay(field(columns.from)),
    to: format.toDay(field(columns.to)),
    kronor: fraction(plain(field(format.net), format)),
    category: '',
    rate: plain(field(format.rate), format),
  };
}

function asRow(fields: readonly string[], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
}

function plain(written: string, format: Format): string {
  const bare = format.thousands === '' ? written : written.replaceAll(format.thousands, '');
  return bare.replace(',', '.');
}
