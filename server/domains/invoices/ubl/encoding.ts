// The bytes of an XML file against the encoding that it states. The parser is fed latin1, so that a
// position is a byte; here the bytes are checked, and the texts that are kept become real text.

import { isUtf8 } from 'node:buffer';
import { Refusal } from '../../../kernel/refusal.ts';

export type EncodingName = 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'us-ascii';

const NAMES: Readonly<Record<string, EncodingName>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  'iso8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'us-ascii': 'us-ascii',
  ascii: 'us-ascii',
};

/** Bytes that windows-1252 leaves without a meaning. */
const UNUSED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** What windows-1252 has where latin1 has control codes; the platform's own decoder gives latin1. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function fromWindows(character: string): string {
  return WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character;
}

/** The house's name of a stated encoding, or null for one that is not read. */
export function toEncoding(stated: string): EncodingName | null {
  return NAMES[stated.toLowerCase()] ?? null;
}

/** Real text of what the parser gave: one character a byte. */
export function decodeText(bytes: string, encoding: EncodingName): string {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  if (encoding === 'utf-8') return Buffer.from(bytes, 'latin1').toString('utf8');
  if (encoding === 'windows-1252') return bytes.replace(/[\u0080-\u009f]/g, fromWindows);
  return bytes;
}

/** What the parser is to be given for a numeric character reference: the character's bytes as latin1. */
export function encodeCharacter(codePoint: number, encoding: EncodingName): string {
  const character = String.fromCodePoint(codePoint);
  if (encoding !== 'utf-8' || codePoint < 0x80) return character;
  return Buffer.from(character, 'utf8').toString('latin1');
}

/** Checks chunk after chunk. Refuses `file.encoding` with the first byte that cannot be. */
export class EncodingCheck {
  private carried: Buffer = Buffer.alloc(0);
  private offset = 0;

  check(chunk: Buffer, encoding: EncodingName): void {
    if (encoding === 'utf-8') this.checkUtf8(chunk);
    else if (encoding !== 'iso-8859-1') this.checkSingleBytes(chunk, encoding);
    if (encoding !== 'utf-8') this.offset += chunk.length;
  }

  /** A file may not end in the middle of a character. */
  end(): void {
    if (this.carried.length > 0) throw impossible(this.offset, 'utf-8');
  }

  private checkUtf8(chunk: Buffer): void {
    const bytes = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
    const whole = bytes.length - unfinished(bytes);
    const complete = bytes.subarray(0, whole);
    if (!isUtf8(complete)) throw impossible(this.offset + firstBadByte(complete), 'utf-8');
    this.carried = Buffer.from(bytes.subarray(whole));
    this.offset += whole;
  }

  private checkSingleBytes(chunk: Buffer, encoding: EncodingName): void {
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (byte < 0x80) continue;
      if (encoding === 'us-ascii' || UNUSED_IN_1252.has(byte)) {
        throw impossible(this.offset + i, encoding);
      }
    }
  }
}

/** Bytes at the end that may be the beginning of a character that the next chunk finishes. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function lengthOf(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
}

/** Bisects: everything before the answer is UTF-8. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = good + Math.floor((bad - good) / 2);
    const head = bytes.subarray(0, middle);
    if (isUtf8(head.subarray(0, middle - unfinished(head)))) good = middle;
    else bad = middle;
  }
  return good - unfinished(bytes.subarray(0, good));
}

function impossible(byte: number, encoding: EncodingName): Refusal {
  return new Refusal('invalid', 'file.encoding', { args: { byte, encoding } });
}
