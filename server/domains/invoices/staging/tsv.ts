// Rows for LOAD DATA as bytes: tab between fields, line feed after rows, \N for nothing. Full buffers
// are taken away and sent while the next one fills; no row is ever an object.

const TAB = 9;
const LINE_FEED = 10;
const BACKSLASH = 92;
const SPACE = 32;
const DELETE = 127;
const ZERO = 48;
const MINUS = 45;
const DOT = 46;
const INT32_MAX = 0x7fffffff;
const POWERS = Array.from({ length: 17 }, (_, power) => 10 ** power);
const BUFFER_BYTES = 131_072;
/** The longest thing that is written without asking for its length. */
const SHORT = 32;
/** What LOAD DATA reads as something else must be escaped. */
const ESCAPES: Readonly<Record<number, number>> = { 0: 48, 9: 116, 10: 110, 13: 114, 92: 92 };

export class TsvWriter {
  private buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private at = 0;
  private full: Buffer[] = [];
  private isFirst = true;

  /** The buffers that are full; with `all`, also what has been begun. */
  take(all = false): Buffer[] {
    if (all && this.at > 0) this.flush();
    const taken = this.full;
    this.full = [];
    return taken;
  }

  endRow(): void {
    this.room(1);
    this.buffer[this.at] = LINE_FEED;
    this.at += 1;
    this.isFirst = true;
  }

  nothing(): void {
    this.next(2);
    this.buffer[this.at] = BACKSLASH;
    this.buffer[this.at + 1] = 78;
    this.at += 2;
  }

  /** A whole number. */
  whole(value: number): void {
    this.next(SHORT);
    if (value < 0) this.sign();
    this.digits(Math.abs(value));
  }

  /** Hundredths as a decimal: 2500 as 25.00. */
  hundredths(value: number): void {
    this.next(SHORT);
    const size = Math.abs(value);
    if (value < 0) this.sign();
    this.digits(Math.floor(size / 100));
    this.buffer[this.at] = DOT;
    this.at += 1;
    this.fixed(size % 100, 2);
  }

  /** 20261031 as 2026-10-31. */
  day(day: number): void {
    this.next(SHORT);
    this.fixed(Math.floor(day / 10_000), 4);
    this.sign();
    this.fixed(Math.floor(day / 100) % 100, 2);
    this.sign();
    this.fixed(day % 100, 2);
  }

  /** ASCII without anything to escape: codes of our own. */
  ascii(text: string): void {
    this.next(text.length);
    for (let i = 0; i < text.length; i += 1) this.buffer[this.at + i] = text.charCodeAt(i);
    this.at += text.length;
  }

  /** Bytes that are ready: UTF-8 with nothing to escape. */
  ready(bytes: Buffer): void {
    const { length } = bytes;
    this.next(length);
    const { buffer, at } = this;
    for (let i = 0; i < length; i += 1) buffer[at + i] = bytes[i] ?? 0;
    this.at = at + length;
  }

  /** Any text, at most so many characters of it; an empty one is nothing. */
  text(text: string | null, atMost: number): void {
    if (text === null || text === '') {
      this.nothing();
      return;
    }
    const kept = text.length > atMost ? text.slice(0, atMost) : text;
    if (this.wrotePlain(kept)) return;
    const bytes = Buffer.from(kept, 'utf8');
    this.utf8(bytes, 0, bytes.length);
  }

  /** ASCII with nothing to escape, which most texts are. False, and nothing written, for any other. */
  private wrotePlain(text: string): boolean {
    this.room(text.length + 1);
    const { buffer } = this;
    let at = this.isFirst ? this.at : this.at + 1;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code < SPACE || code > DELETE || code === BACKSLASH) return false;
      buffer[at] = code;
      at += 1;
    }
    if (!this.isFirst) buffer[this.at] = TAB;
    this.isFirst = false;
    this.at = at;
    return true;
  }

  /** Bytes of a UTF-8 file; they were checked. */
  utf8(bytes: Buffer, from: number, to: number): void {
    this.next(2 * (to - from));
    const { buffer } = this;
    let at = this.at;
    for (let i = from; i < to; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte > BACKSLASH || (byte > 13 && byte < BACKSLASH)) {
        buffer[at] = byte;
        at += 1;
      } else {
        at = escape(buffer, at, byte);
      }
    }
    this.at = at;
  }

  /** Bytes of an ISO-8859-1 file. */
  latin1(bytes: Buffer, from: number, to: number): void {
    this.next(2 * (to - from));
    const { buffer } = this;
    let at = this.at;
    for (let i = from; i < to; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte >= 0x80) {
        buffer[at] = 0xc0 | (byte >> 6);
        buffer[at + 1] = 0x80 | (byte & 0x3f);
        at += 2;
      } else if (byte > BACKSLASH || (byte > 13 && byte < BACKSLASH)) {
        buffer[at] = byte;
        at += 1;
      } else {
        at = escape(buffer, at, byte);
      }
    }
    this.at = at;
  }

  private next(bytes: number): void {
    this.room(bytes + 1);
    if (!this.isFirst) {
      this.buffer[this.at] = TAB;
      this.at += 1;
    }
    this.isFirst = false;
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    this.flush();
    if (bytes > this.buffer.length) this.buffer = Buffer.allocUnsafe(bytes);
  }

  private flush(): void {
    this.full.push(this.buffer.subarray(0, this.at));
    this.buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    this.at = 0;
  }

  private sign(): void {
    this.buffer[this.at] = MINUS;
    this.at += 1;
  }

  private digits(value: number): void {
    let size = 1;
    while (value >= (POWERS[size] ?? Infinity)) size += 1;
    this.fixed(value, size);
  }

  private fixed(value: number, size: number): void {
    const { buffer, at } = this;
    let rest = value;
    let i = at + size - 1;
    // Beyond thirty-two bits a division is a slow one: there are few such digits.
    for (; rest > INT32_MAX; i -= 1) {
      const next = Math.floor(rest / 10);
      buffer[i] = ZERO + (rest - next * 10);
      rest = next;
    }
    for (; i >= at; i -= 1) {
      const next = (rest / 10) | 0;
      buffer[i] = ZERO + (rest - next * 10);
      rest = next;
    }
    this.at = at + size;
  }
}

function escape(buffer: Buffer, at: number, byte: number): number {
  const escaped = ESCAPES[byte];
  if (escaped === undefined) {
    buffer[at] = byte;
    return at + 1;
  }
  buffer[at] = BACKSLASH;
  buffer[at + 1] = escaped;
  return at + 2;
}
