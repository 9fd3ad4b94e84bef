// Delimited text with the place of each record. Reads bytes as latin1, so that a place is a byte.

export type CsvRecord = {
  /** The physical line on which the record begins; the first is 1. */
  readonly line: number;
  readonly byteFrom: number;
  /** After the last byte, the line end left out. */
  readonly byteTo: number;
  readonly fields: readonly string[];
};

export type Dialect = {
  readonly separator: string;
  readonly quoting: boolean;
  readonly encoding: 'utf8' | 'latin1';
};

/** The records of a file, blank ones left out; a byte order mark is skipped. */
export function csvRecords(bytes: Buffer, dialect: Dialect): CsvRecord[] {
  const text = bytes.toString('latin1');
  const separator = Buffer.from(dialect.separator, dialect.encoding).toString('latin1');
  const decode = (raw: string): string => Buffer.from(raw, 'latin1').toString(dialect.encoding);
  const records: CsvRecord[] = [];
  let at = text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
  let line = 1;
  while (at < text.length) {
    const record = oneRecord(text, at, { separator, quoting: dialect.quoting });
    const raw = text.slice(at, record.end);
    if (raw !== '') {
      records.push({ line, byteFrom: at, byteTo: record.end, fields: record.fields.map(decode) });
    }
    line += raw.split('\n').length;
    at = text.startsWith('\r\n', record.end) ? record.end + 2 : record.end + 1;
  }
  return records;
}

/** The records as rows with the names of the header line. */
export function csvRows(bytes: Buffer): Readonly<Record<string, string>>[] {
  const firstLine = bytes.toString('latin1').split('\n')[0] ?? '';
  const separator = firstLine.includes(';') ? ';' : ',';
  const [header, ...records] = csvRecords(bytes, { separator, quoting: true, encoding: 'utf8' });
  return records.map(({ fields }) =>
    Object.fromEntries((header?.fields ?? []).map((name, index) => [name, fields[index] ?? ''])),
  );
}

type Reading = { readonly separator: string; readonly quoting: boolean };

function oneRecord(
  text: string,
  start: number,
  { separator, quoting }: Reading,
): { fields: string[]; end: number } {
  const fields: string[] = [];
  let field = '';
  let at = start;
  while (at < text.length && !isLineEnd(text, at)) {
    if (quoting && text.charAt(at) === '"' && field === '') {
      const quoted = quotedField(text, at + 1);
      field = quoted.field;
      at = quoted.end;
    } else if (text.startsWith(separator, at)) {
      fields.push(field);
      field = '';
      at += separator.length;
    } else {
      field += text.charAt(at);
      at += 1;
    }
  }
  return { fields: [...fields, field], end: at };
}

/** What stands between quotes, doubled ones read as one, and the place after the closing quote. */
function quotedField(text: string, start: number): { field: string; end: number } {
  let field = '';
  let at = start;
  for (; at < text.length; at += 1) {
    if (text.charAt(at) !== '"') field += text.charAt(at);
    else if (text.charAt(at + 1) === '"') {
      field += '"';
      at += 1;
    } else break;
  }
  return { field, end: at + 1 };
}

function isLineEnd(text: string, at: number): boolean {
  return text.charAt(at) === '\n' || text.startsWith('\r\n', at);
}
