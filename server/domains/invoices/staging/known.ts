// What has been worked out for some bytes of a file, found again by those bytes: no text is made of them
// first, which is most of the work where a million rows say the same few thousand things.

const FIRST_ROOM = 1024;
const TAB = 9;

type Entry<T> = { readonly key: Buffer; readonly value: T; readonly next: Entry<T> | null };

/** Asked by `begin`, `add` for each part, then `find`; and `keep` where nothing was found. */
export class Known<T> {
  private readonly entries = new Map<number, Entry<T>>();
  private readonly limit: number;
  private key = Buffer.alloc(FIRST_ROOM);
  private length = 0;
  private hash = 0;
  private kept = 0;

  /** Holds at most so many; then it begins anew. */
  constructor(limit: number) {
    this.limit = limit;
  }

  begin(): this {
    this.length = 0;
    this.hash = 0x811c9dc5;
    return this;
  }

  /** Bytes of the key; a part that holds other bytes, or stands elsewhere, is another key. */
  add(bytes: Buffer, from: number, to: number): this {
    const wanted = this.length + to - from + 1;
    if (wanted > this.key.length) this.key = Buffer.concat([this.key, Buffer.alloc(wanted)]);
    const { key } = this;
    let { length, hash } = this;
    for (let i = from; i < to; i += 1) {
      const byte = bytes[i] ?? 0;
      key[length] = byte;
      length += 1;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    key[length] = TAB;
    this.length = length + 1;
    this.hash = Math.imul(hash ^ TAB, 0x01000193);
    return this;
  }

  find(): T | undefined {
    let entry = this.entries.get(this.hash) ?? null;
    while (entry !== null && !this.isKey(entry.key)) entry = entry.next;
    return entry?.value;
  }

  keep(value: T): T {
    if (this.kept >= this.limit) {
      this.entries.clear();
      this.kept = 0;
    }
    this.kept += 1;
    const key = Buffer.from(this.key.subarray(0, this.length));
    this.entries.set(this.hash, { key, value, next: this.entries.get(this.hash) ?? null });
    return value;
  }

  private isKey(key: Buffer): boolean {
    const { length } = this;
    if (key.length !== length) return false;
    for (let i = 0; i < length; i += 1) if (key[i] !== this.key[i]) return false;
    return true;
  }
}
