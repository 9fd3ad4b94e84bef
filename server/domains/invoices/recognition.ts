// What a file is: an e-invoice with its number, or a specification with the numbers of its invoices.
// Only as much is read as that takes.

import type { Readable } from 'node:stream';
import { Refusal } from '../../kernel/refusal.ts';
import type { FormatDefinition } from './specification/definition.ts';
import { SpecificationReader } from './specification/reader.ts';
import { UblReader } from './ubl/reader.ts';

export type Recognition =
  | {
      readonly role: 'e-invoice';
      readonly format: 'peppol-invoice' | 'peppol-credit-note';
      readonly numbers: readonly string[];
    }
  | {
      readonly role: 'specification';
      readonly format: string;
      readonly formatVersion: number;
      /** In file order; empty where no row says one. */
      readonly numbers: readonly string[];
    };

/** The longest invoice number that is taken in, in characters. */
const LONGEST_NUMBER = 100;
const LESS_THAN = 60;
const WHITE_SPACE = new Set([9, 10, 13, 32]);
const MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS = new Set([0xfeff, 0xfffe]);

/**
 * Recognises a file by its content. `definition` is the one that the supplier's specifications have, or
 * null. Refuses what is neither, in the words of interfaces.md §6, and a number that nobody could have.
 */
export async function recogniseFile(
  content: Readable,
  definition: FormatDefinition | null,
): Promise<Recognition> {
  const recognition = await lookAt(content, definition);
  const long = recognition.numbers.find(({ length }) => length > LONGEST_NUMBER);
  if (long === undefined) return recognition;
  const found = long.slice(0, LONGEST_NUMBER);
  throw new Refusal('invalid', 'invoice.long-number', { args: { found, longest: LONGEST_NUMBER } });
}

async function lookAt(
  content: Readable,
  definition: FormatDefinition | null,
): Promise<Recognition> {
  const chunks = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  try {
    if (looksLikeXml(head)) return await recogniseUbl(head, chunks);
    if (definition === null) {
      throw new Refusal('invalid', 'file.unknown-format', { args: { format: '' } });
    }
    return await recogniseSpecification(head, chunks, definition);
  } finally {
    content.destroy();
  }
}

function looksLikeXml(head: Buffer): boolean {
  if (head.length >= 2 && UTF16_MARKS.has(head.readUInt16BE(0))) return true;
  let at = MARK.every((byte, i) => head[i] === byte) ? MARK.length : 0;
  while (at < head.length && WHITE_SPACE.has(head[at] ?? 0)) at += 1;
  return head[at] === LESS_THAN;
}

/** Reading goes on to the first line: the header stands before it. */
async function recogniseUbl(head: Buffer, chunks: AsyncIterator<Buffer>): Promise<Recognition> {
  const found: { kind: string | null; number: string } = { kind: null, number: '' };
  const reader = new UblReader({
    line: (_, document) => {
      found.kind ??= document.kind;
      found.number = document.number ?? '';
    },
  });
  reader.write(head);
  while (found.kind === null) {
    const next = await chunks.next();
    if (next.done === true) break;
    reader.write(next.value);
  }
  if (found.kind === null) {
    const document = reader.end();
    found.kind = document.kind;
    found.number = document.number ?? '';
  }
  return {
    role: 'e-invoice',
    format: found.kind === 'credit-note' ? 'peppol-credit-note' : 'peppol-invoice',
    numbers: [found.number],
  };
}

async function recogniseSpecification(
  head: Buffer,
  chunks: AsyncIterator<Buffer>,
  definition: FormatDefinition,
): Promise<Recognition> {
  const numbers = new Set<string>();
  let last = '';
  const reader = new SpecificationReader(definition, {
    row: (row) => {
      const number = row.text('invoiceNumber');
      if (number === last || number === '') return;
      last = number;
      numbers.add(number);
    },
    quarantined: () => undefined,
  });
  reader.write(head);
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    reader.write(next.value);
  }
  reader.end();
  return {
    role: 'specification',
    format: definition.name,
    formatVersion: definition.version,
    numbers: [...numbers],
  };
}
