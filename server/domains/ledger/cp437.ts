// Code page 437, the only character set of SIE files. What it lacks is written with letters that it
// has; what cannot be written so is refused, never replaced by a question mark.

import { Refusal } from '../../kernel/refusal.ts';

/** Bytes 0x80–0xFF in order. */
const UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

/** What needs no writing out, and is composed already. */
const IN_PAGE = new RegExp(`^[\\0-\\x7F${UPPER}]*$`);

const BYTES = new Map(Array.from(UPPER, (character, index) => [character, 0x80 + index]));

/** What has no accent to take away, in letters that the code page has. */
const WRITTEN: Readonly<Record<string, string>> = {
  Ø: 'O',
  ø: 'o',
  Œ: 'OE',
  œ: 'oe',
  Þ: 'Th',
  þ: 'th',
  Ð: 'D',
  ð: 'd',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  Ł: 'L',
  ł: 'l',
  Ŋ: 'N',
  ŋ: 'n',
  Ŧ: 'T',
  ŧ: 't',
  ı: 'i',
  ẞ: 'SS',
  '€': 'EUR',
  '¤': 'SEK',
  '§': 'par.',
  '¶': ' ',
  '©': '(C)',
  '®': '(R)',
  '™': 'TM',
  '×': 'x',
  '¦': '|',
  '¯': '-',
  '´': "'",
  '¨': '"',
  '¸': ',',
  '¹': '1',
  '³': '3',
  '¾': '3/4',
  '…': '...',
  '•': '·',
  '‰': 'promille',
  '№': 'nr',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201A': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u201E': '"',
  '\u2032': "'",
  '\u2033': '"',
  '\u2039': '<',
  '\u203A': '>',
  '\u00AD': '',
  '\u200B': '',
  '\u200C': '',
  '\u200D': '',
  '\uFEFF': '',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u202F': ' ',
};

/**
 * The text with nothing in it that the code page lacks: `š` becomes `s`, `–` becomes `-`.
 * Throws the Refusal `ledger.character` (invalid) for a character that cannot be written so.
 */
export function writtenInCp437(text: string): string {
  if (IN_PAGE.test(text)) return text;
  let written = '';
  for (const character of text.normalize('NFC')) {
    written += byteOf(character) === null ? writtenOut(character, text) : character;
  }
  return written;
}

/** The text in code page 437, one byte a character, written out where need be. */
export function toCp437(text: string): Buffer {
  const written = writtenInCp437(text);
  // Every character of the page is one unit of text, too.
  const bytes = Buffer.alloc(written.length);
  for (let i = 0; i < written.length; i += 1) {
    const code = written.charCodeAt(i);
    bytes[i] = code < 0x80 ? code : (BYTES.get(written.charAt(i)) ?? 0x20);
  }
  return bytes;
}

function byteOf(character: string): number | null {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? code : (BYTES.get(character) ?? null);
}

/** Known spellings first, then the letter without its accents. */
function writtenOut(character: string, text: string): string {
  const known = WRITTEN[character];
  if (known !== undefined) return known;
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
  const written = Array.from(bare, (each) => WRITTEN[each] ?? each).join('');
  const isWritable = written !== '' && Array.from(written).every((each) => byteOf(each) !== null);
  if (isWritable) return written;
  throw new Refusal('invalid', 'ledger.character', { args: { character, text } });
}
