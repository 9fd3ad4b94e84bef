// The lines of a kept file around some bytes of it, for people to look at: where a record stands, and
// what stands before and after it. Nothing is read but what is shown.

import type { Files } from './files.ts';

export type ExcerptLine = {
  /** Physical line in the file; the first is 1. */
  readonly no: number;
  readonly text: string;
  /** True where the bytes asked for lie in it. */
  readonly marked: boolean;
};

export type Place = {
  readonly sha256: string;
  /** From and to, `to` not included; they may span several lines. */
  readonly byteFrom: number;
  readonly byteTo: number;
  /** Physical line on which `byteFrom` lies. */
  readonly line: number;
  /** A label that TextDecoder knows: `utf-8`, `iso-8859-1`. */
  readonly encoding: string;
};

/** Lines before and after that are shown. */
const CONTEXT_LINES = 2;
/** Read on each side of the record, for those lines. */
const CONTEXT_BYTES = 8_000;
/** A longer record is shown by its beginning. */
const MAX_RECORD_BYTES = 20_000;
const MAX_MARKED_LINES = 40;
const MAX_LINE_LENGTH = 400;
const NEWLINE = 0x0a;

/** The excerpt around a place. */
export async function excerptOf(files: Pick<Files, 'open'>, place: Place): Promise<ExcerptLine[]> {
  const { byteFrom } = place;
  const byteTo = Math.min(Math.max(place.byteTo, byteFrom), byteFrom + MAX_RECORD_BYTES);
  const start = Math.max(0, byteFrom - CONTEXT_BYTES);
  const bytes = await read(files, { ...place, from: start, to: byteTo + CONTEXT_BYTES });
  const [first, last] = [byteFrom - start, byteTo - start];
  const decoder = new TextDecoder(place.encoding);
  const textOf = ({ from, to }: { from: number; to: number }): string => {
    // In a file of one endless line the record is what matters, not the line's beginning.
    const begins = to - from > MAX_LINE_LENGTH && from < first && first < to ? first : from;
    const text = decoder.decode(bytes.subarray(begins, to)).replace(/\r$/, '');
    return `${begins === from ? '' : '…'}${shortened(text)}`;
  };
  const lines = linesOf(bytes).map(({ from, to }) => ({
    text: textOf({ from, to }),
    marked: from < Math.max(last, first + 1) && to >= first,
    // A line that begins before what was read is not whole.
    whole: from > 0 || start === 0,
  }));
  const at = lines.findIndex((line) => line.marked);
  const before = lines.slice(0, Math.max(at, 0)).filter((line) => line.whole);
  const record = lines.filter((line) => line.marked).slice(0, MAX_MARKED_LINES);
  const shown = [
    ...before.slice(-CONTEXT_LINES),
    ...record,
    ...lines.slice(at + lines.filter((line) => line.marked).length).slice(0, CONTEXT_LINES),
  ].filter((line) => line.marked || line.text !== '');
  const offset = shown.findIndex((line) => line.marked);
  return shown.map(({ text, marked }, index) => ({
    no: place.line + index - offset,
    text,
    marked,
  }));
}

/** Where lines begin and end, the line ends left out. */
function linesOf(bytes: Buffer): { from: number; to: number }[] {
  const lines: { from: number; to: number }[] = [];
  let from = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
    lines.push({ from, to: at });
    from = at + 1;
  }
  if (from < bytes.length) lines.push({ from, to: bytes.length });
  return lines;
}

function shortened(line: string): string {
  return line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line;
}

async function read(
  files: Pick<Files, 'open'>,
  { sha256, from, to }: { sha256: string; from: number; to: number },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of files.open(sha256, from, to)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
