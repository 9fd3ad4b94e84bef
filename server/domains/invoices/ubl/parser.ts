// XML as bytes: saxes is fed latin1, so that its position is a byte of the file. What is malformed, has
// a DOCTYPE or an entity of its own, or is too deep or too long is refused with the place where it stands.

import { SaxesParser, type SaxesOptions } from 'saxes';
import { Refusal } from '../../../kernel/refusal.ts';
import { decodeText, encodeCharacter, EncodingCheck, toEncoding } from './encoding.ts';
import type { EncodingName } from './encoding.ts';
import { Namespaces, type Attributes, type Name } from './namespaces.ts';

/** Where something stands: byte from 0, physical line and byte column from 1. */
export type Place = { readonly byte: number; readonly line: number; readonly column: number };

export type Visitor = {
  /** A start tag, whose `<` is at `parser.tagStart`. */
  readonly open: (name: Name, attributes: Attributes) => void;
  /** Character data of the innermost element, one character a byte; it may come in pieces. */
  readonly text: (bytes: string) => void;
  /** An end tag (or the end of an empty element); `parser.position` is after its `>`. */
  readonly close: () => void;
};

const MAX_DEPTH = 64;
/** So much of what was before the chunk is kept: a tag's name may begin there. */
const TAIL_BYTES = 512;
/** Nothing but the text of an attachment is longer than this; attachments are passed over unread. */
const MAX_TEXT_BYTES = 4_000_000;
const LINE_FEED = 10;
const LESS_THAN = 60;
const PREDEFINED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * saxes gives a character for a numeric reference; here a position is a byte, so that character's bytes
 * are wanted: every reference is looked up in ENTITIES. No field is added and few handlers are set, for
 * with more properties than V8 keeps in an object's fast form the parser becomes four times slower.
 */
class ByteSaxes extends SaxesParser<SaxesOptions & { xmlns: false }> {}
Object.assign(ByteSaxes.prototype, {
  parseEntity(this: ByteSaxes, entity: string): string {
    return this.ENTITIES[entity] ?? '';
  },
});

/** Feeds one file to a visitor, chunk by chunk; the chunks may be cut anywhere. */
export class XmlBytes {
  encoding: EncodingName = 'utf-8';
  /** Byte of the `<` of the start tag that was opened last. */
  tagStart = 0;

  private readonly visitor: Visitor;
  private readonly saxes = new ByteSaxes({
    xmlns: false,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  private readonly check = new EncodingCheck();
  private readonly namespaces = new Namespaces();
  private chunk: Buffer = Buffer.alloc(0);
  private chunkStart = 0;
  private previous: Buffer = Buffer.alloc(0);
  private head: Buffer | null = Buffer.alloc(0);
  private bomBytes = 0;
  private lastEvent = 0;
  private silent = false;
  private linesBefore = 0;
  private lineStart = 0;
  /** Lines are counted up to this byte. */
  private counted = 0;
  private tagLine = 1;
  private tagColumn = 1;
  private isTagPlaced = true;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
    this.listen();
  }

  /** The byte after the last one that was looked at. */
  get position(): number {
    return this.saxes.position + this.bomBytes;
  }

  write(chunk: Buffer): void {
    const rest = this.head === null ? chunk : this.withoutBom(chunk);
    if (rest !== null) this.feed(rest);
  }

  end(): void {
    if (this.head !== null) this.feed(this.head);
    this.guarded(() => this.saxes.close());
    this.check.end();
  }

  /** Stops or resumes the collecting of text: an attachment is never kept. */
  setSilent(silent: boolean): void {
    if (silent === this.silent) return;
    this.silent = silent;
    if (silent) this.saxes.off('text');
    else this.saxes.on('text', this.visitor.text);
  }

  decode(bytes: string): string {
    return decodeText(bytes, this.encoding);
  }

  /** The place of the start tag that was opened last. */
  tagPlace(): Place {
    this.placeTag();
    return { byte: this.tagStart, line: this.tagLine, column: this.tagColumn };
  }

  /** The place where reading stands. */
  here(): Place {
    const byte = this.position;
    this.placeTag();
    this.countLines(byte);
    return { byte, line: this.linesBefore + 1, column: byte - this.lineStart + 1 };
  }

  private listen(): void {
    const { saxes, visitor, namespaces } = this;
    saxes.on('xmldecl', (declaration) => {
      this.state(declaration.encoding);
    });
    saxes.on('doctype', () => {
      throw this.refusal('xml.doctype');
    });
    saxes.on('opentagstart', (tag) => {
      this.startTag(tag.name);
    });
    saxes.on('attribute', ({ name, value }) => {
      namespaces.attribute(name, value);
    });
    saxes.on('opentag', ({ name, attributes }) => {
      visitor.open(namespaces.open(name, attributes), attributes);
    });
    saxes.on('text', visitor.text);
    saxes.on('cdata', visitor.text);
    saxes.on('closetag', () => {
      namespaces.close();
      this.lastEvent = this.position;
      visitor.close();
    });
    saxes.ENTITIES = new Proxy({}, { get: (_, entity) => this.entity(String(entity)) });
  }

  private feed(chunk: Buffer): void {
    this.nextChunk(chunk);
    try {
      this.guarded(() => this.saxes.write(chunk.toString('latin1')));
    } catch (error) {
      this.check.check(chunk, this.encoding);
      throw error;
    }
    this.check.check(chunk, this.encoding);
    if (!this.silent && this.position - this.lastEvent > MAX_TEXT_BYTES) {
      throw this.refusal('xml.malformed', 'text too long');
    }
  }

  private nextChunk(chunk: Buffer): void {
    const end = this.chunkStart + this.chunk.length;
    this.placeTag();
    this.countLines(end);
    const { previous } = this;
    this.previous =
      this.chunk.length < TAIL_BYTES
        ? Buffer.concat([previous.subarray(-TAIL_BYTES), this.chunk])
        : this.chunk;
    this.chunk = chunk;
    this.chunkStart = end;
  }

  private guarded(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw this.refusal('xml.malformed', messageOf(error));
    }
  }

  private startTag(name: string): void {
    if (this.namespaces.depth >= MAX_DEPTH) throw this.refusal('xml.malformed', 'too deep');
    this.lastEvent = this.position;
    // The tag's name and the one character that ended it have been read; CRLF counts for two.
    const start = this.lastEvent - name.length - 2;
    this.tagStart = this.byteAt(start) === LESS_THAN ? start : start - 1;
    this.isTagPlaced = false;
  }

  /** Few places are asked for; lines are counted up to the tag before they are counted past it. */
  private placeTag(): void {
    if (this.isTagPlaced) return;
    this.countLines(this.tagStart);
    this.tagLine = this.linesBefore + 1;
    this.tagColumn = this.tagStart - this.lineStart + 1;
    this.isTagPlaced = true;
  }

  private byteAt(byte: number): number {
    const index = byte - this.chunkStart;
    return (index >= 0 ? this.chunk[index] : this.previous.at(index)) ?? LESS_THAN;
  }

  private state(encoding: string | undefined): void {
    if (encoding === undefined) return;
    const known = toEncoding(encoding);
    if (known === null || (this.bomBytes > 0 && known !== 'utf-8')) {
      throw new Refusal('invalid', 'file.encoding', { args: { byte: 0, encoding } });
    }
    this.encoding = known;
  }

  private entity(entity: string): string {
    const defined = PREDEFINED[entity];
    if (defined !== undefined) return defined;
    const hex = /^#x([0-9a-f]{1,6})$/i.exec(entity);
    const decimal = /^#([0-9]{1,7})$/.exec(entity);
    const digits = hex?.[1] ?? decimal?.[1];
    if (digits === undefined) throw this.refusal('xml.doctype', entity);
    const codePoint = parseInt(digits, hex === null ? 10 : 16);
    if (!isXmlCharacter(codePoint)) throw this.refusal('xml.malformed', entity);
    return encodeCharacter(codePoint, this.encoding);
  }

  /** A byte order mark is part of the file but not of the text. Null while too little has come. */
  private withoutBom(chunk: Buffer): Buffer | null {
    const head = Buffer.concat([this.head ?? Buffer.alloc(0), chunk]);
    this.head = head;
    if (head.length < 3) return null;
    this.head = null;
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
      this.bomBytes = 3;
      this.chunkStart = 3;
      this.lineStart = 3;
      this.counted = 3;
      return head.subarray(3);
    }
    if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
      throw new Refusal('invalid', 'file.encoding', { args: { byte: 0, encoding: 'utf-16' } });
    }
    return head;
  }

  private countLines(upTo: number): void {
    const { chunk, chunkStart } = this;
    for (let i = this.counted - chunkStart; i < upTo - chunkStart; i += 1) {
      if (chunk[i] !== LINE_FEED) continue;
      this.linesBefore += 1;
      this.lineStart = chunkStart + i + 1;
    }
    if (upTo > this.counted) this.counted = upTo;
  }

  private refusal(code: string, reason = ''): Refusal {
    return new Refusal('invalid', code, { args: { ...this.here(), reason } });
  }
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return (
    code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
