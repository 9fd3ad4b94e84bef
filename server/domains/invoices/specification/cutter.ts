// Cuts a file of records into fields, on bytes, without an object for a row: the fields are offsets in
// a buffer that lives until the next row. One row that breaks the quoting never stops the rest.

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const SPACE = 32;
const TAB = 9;
/** A longer record is broken: a quote that is never closed must not swallow the file, nor a line memory. */
const MAX_RECORD_BYTES = 1_000_000;
const CRLF_BYTES = 2;
const MAX_FIELDS = 512;

export type RecordSink = {
  /** One record; its fields are in the cutter until the next one. Blank lines are not records. */
  readonly record: (record: Cutter) => void;
};

/** Feeds records to a sink as chunks come; the chunks may be cut anywhere. */
export class Cutter {
  /** The bytes in which the fields of the record are. */
  bytes: Buffer = Buffer.alloc(0);
  readonly starts = new Int32Array(MAX_FIELDS + 1);
  readonly ends = new Int32Array(MAX_FIELDS + 1);
  /** Number of fields; a record that has too many counts no further than one more than the limit. */
  count = 0;
  /** True where a quote is not closed, something stands after the one that closed, or it is too long. */
  isBroken = false;
  /** Physical line on which the record begins, from 1. */
  line = 1;
  /** Bytes in the file, the line end left out. */
  byteFrom = 0;
  byteTo = 0;

  private readonly sink: RecordSink;
  private readonly separator: Buffer;
  private readonly separatorByte: number;
  private readonly quoted: boolean;
  /** Byte of the file at which `bytes` begins. */
  private offset: number;
  private at = 0;
  private nextLine = 1;
  private lines = 0;
  private lineEnd = 0;
  private nextQuote = -1;
  /** Byte of the file on which a line begins that is too long and has not ended; -1 where there is none. */
  private longFrom = -1;

  constructor(sink: RecordSink, separator: Buffer, quoted: boolean) {
    this.sink = sink;
    this.separator = separator;
    this.separatorByte = separator[0] ?? 0;
    this.quoted = quoted;
    this.offset = 0;
  }

  /** Passes over bytes at the file's beginning: a byte order mark. */
  skip(bytes: number): void {
    this.offset = bytes;
  }

  write(chunk: Buffer): void {
    const rest = this.bytes.length - this.at;
    const joined = rest === 0 ? chunk : Buffer.concat([this.bytes.subarray(this.at), chunk]);
    this.offset += this.at;
    this.bytes = joined;
    this.at = 0;
    this.nextQuote = -1;
    this.cutAll(false);
  }

  end(): void {
    this.cutAll(true);
  }

  private cutAll(isLast: boolean): void {
    const { length } = this.bytes;
    while (this.at < length) {
      const next = this.cut(isLast);
      if (next === -1) {
        this.wait();
        return;
      }
      this.emit();
      this.at = next;
    }
  }

  /** The next record. Returns where the one after it begins, -1 while that is unknown. */
  private cut(isLast: boolean): number {
    if (this.longFrom !== -1) return this.cutLong(isLast);
    return this.quoted ? this.cutQuoted(isLast) : this.cutPlain(this.at, isLast);
  }

  /** What was begun is kept until its rest comes; of a line that is too long, only where it began. */
  private wait(): void {
    if (this.tooLong(this.at) && this.longFrom === -1) this.longFrom = this.offset + this.at;
    // Its last byte may be the first of its line end.
    if (this.longFrom !== -1) this.at = this.bytes.length - 1;
  }

  private emit(): void {
    this.line = this.nextLine;
    this.nextLine += this.lines;
    this.byteFrom = this.longFrom === -1 ? this.offset + this.at : this.longFrom;
    this.byteTo = this.offset + this.lineEnd;
    this.longFrom = -1;
    this.isBroken ||= this.byteTo - this.byteFrom > MAX_RECORD_BYTES;
    if (this.isBroken || !this.isBlank()) this.sink.record(this);
  }

  private isBlank(): boolean {
    if (this.count > 1) return false;
    for (let i = this.at; i < this.lineEnd; i += 1) {
      const byte = this.bytes[i];
      if (byte !== SPACE && byte !== TAB) return false;
    }
    return true;
  }

  /** Fields up to the next line end. Returns where the next record begins, -1 while that is unknown. */
  private cutPlain(from: number, isLast: boolean): number {
    const { bytes, starts, ends, separatorByte } = this;
    const length = bytes.length;
    const width = this.separator.length;
    let fields = 0;
    let i = from;
    starts[0] = from;
    for (; i < length; i += 1) {
      const byte = bytes[i];
      if (byte === separatorByte && (width === 1 || this.isSeparator(i))) {
        ends[fields] = i;
        if (fields < MAX_FIELDS) fields += 1;
        i += width - 1;
        starts[fields] = i + 1;
      } else if (byte === LINE_FEED) {
        break;
      }
    }
    if (i === length && !isLast) return -1;
    this.finish(fields, i, from);
    this.lines = 1;
    return i + 1;
  }

  /** The end of a line that is too long: nothing of it is cut. */
  private cutLong(isLast: boolean): number {
    const found = this.bytes.indexOf(LINE_FEED, this.at);
    if (found === -1 && !isLast) return -1;
    const lineFeed = found === -1 ? this.bytes.length : found;
    this.finish(0, lineFeed, this.at);
    this.lines = 1;
    return lineFeed + 1;
  }

  private finish(fields: number, lineFeed: number, from: number): void {
    const hasReturn = lineFeed > from && this.bytes[lineFeed - 1] === CARRIAGE_RETURN;
    this.lineEnd = hasReturn ? lineFeed - 1 : lineFeed;
    this.ends[fields] = Math.max(this.lineEnd, this.starts[fields] ?? 0);
    this.count = fields + 1;
    this.isBroken = false;
  }

  private isSeparator(at: number): boolean {
    const { separator, bytes } = this;
    for (let i = 1; i < separator.length; i += 1) {
      if (bytes[at + i] !== separator[i]) return false;
    }
    return true;
  }

  /** As cutPlain where no field is quoted; otherwise field by field. */
  private cutQuoted(isLast: boolean): number {
    const from = this.at;
    const lineFeed = this.bytes.indexOf(LINE_FEED, from);
    if (lineFeed === -1 && !isLast) return -1;
    const quote = this.quoteFrom(from);
    if (quote === Infinity || (lineFeed !== -1 && quote > lineFeed)) {
      return this.cutPlain(from, isLast);
    }
    return this.cutFields(from, isLast);
  }

  /** Looked for once for all the rows before it: where quotes are rare the rest of the chunk is long. */
  private quoteFrom(from: number): number {
    if (this.nextQuote < from) {
      const found = this.bytes.indexOf(QUOTE, from);
      this.nextQuote = found === -1 ? Infinity : found;
    }
    return this.nextQuote;
  }

  private cutFields(from: number, isLast: boolean): number {
    let at = from;
    let fields = 0;
    for (;;) {
      const quoted = this.bytes[at] === QUOTE;
      this.starts[fields] = quoted ? at + 1 : at;
      const end = quoted ? this.closingQuote(at + 1) : this.plainEnd(at);
      if (end === -1) return this.unfinished(from, isLast);
      this.ends[fields] = end;
      const after = quoted ? end + 1 : end;
      if (!isLast && this.bytes.length - after < this.separator.length) return -1;
      if (this.isSeparatorAt(after)) {
        at = after + this.separator.length;
        if (fields < MAX_FIELDS) fields += 1;
        continue;
      }
      return this.endOfRecord({ from, after, fields, isLast });
    }
  }

  private endOfRecord(at: {
    from: number;
    after: number;
    fields: number;
    isLast: boolean;
  }): number {
    const { from, after, fields, isLast } = at;
    const { bytes } = this;
    const lineFeed = bytes[after] === CARRIAGE_RETURN ? after + 1 : after;
    if (bytes[lineFeed] === undefined) {
      if (!isLast) return -1;
    } else if (bytes[lineFeed] !== LINE_FEED) {
      return this.cutBroken(isLast);
    }
    if (after - from > MAX_RECORD_BYTES) return this.cutBroken(isLast);
    this.lineEnd = after;
    this.count = fields + 1;
    this.isBroken = false;
    this.lines = this.linesIn(from, after) + 1;
    this.unescape();
    return lineFeed + 1;
  }

  private isSeparatorAt(at: number): boolean {
    return this.bytes[at] === this.separatorByte && this.isSeparator(at);
  }

  private plainEnd(from: number): number {
    const { bytes } = this;
    for (let i = from; i < bytes.length; i += 1) {
      if (this.isSeparatorAt(i)) return i;
      if (bytes[i] === LINE_FEED) return i > from && bytes[i - 1] === CARRIAGE_RETURN ? i - 1 : i;
    }
    return bytes.length;
  }

  private closingQuote(from: number): number {
    const { bytes } = this;
    let at = bytes.indexOf(QUOTE, from);
    while (at !== -1 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
    return at;
  }

  /** No closing quote yet: wait for more, or give up on this line alone. */
  private unfinished(from: number, isLast: boolean): number {
    return isLast || this.tooLong(from) ? this.cutBroken(isLast) : -1;
  }

  private tooLong(from: number): boolean {
    return this.bytes.length - from > MAX_RECORD_BYTES + CRLF_BYTES;
  }

  /** The physical line as it is, broken: the next record begins on the next line. */
  private cutBroken(isLast: boolean): number {
    const next = this.cutPlain(this.at, isLast);
    this.isBroken = true;
    return next;
  }

  private linesIn(from: number, to: number): number {
    let lines = 0;
    let at = this.bytes.indexOf(LINE_FEED, from);
    while (at !== -1 && at < to) {
      lines += 1;
      at = this.bytes.indexOf(LINE_FEED, at + 1);
    }
    return lines;
  }

  /** Doubled quotes become one, in place: what was cut is not cut again. */
  private unescape(): void {
    const { bytes, starts, ends } = this;
    for (let field = 0; field < this.count; field += 1) {
      const start = starts[field] ?? 0;
      const end = ends[field] ?? 0;
      if (start === 0 || bytes[start - 1] !== QUOTE) continue;
      let to = start;
      for (let from = start; from < end; from += 1) {
        const byte = bytes[from] ?? 0;
        bytes[to] = byte;
        to += 1;
        if (byte === QUOTE) from += 1;
      }
      ends[field] = to;
    }
  }
}
