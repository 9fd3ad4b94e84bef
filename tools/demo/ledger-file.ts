// As much of SIE 4I as an accounting system needs to say yes: the vouchers and whether they balance.

export type ReadVoucher = { readonly line: number; readonly sumOre: number };

const AMOUNT = /^#TRANS\s+\S+\s+\{[^}]*\}\s+(-?\d+)(?:\.(\d{1,2}))?/;

/** The vouchers of a file: the line on which each begins, and the sum of its rows in öre. */
export function readLedgerFile(bytes: Buffer): ReadVoucher[] {
  const vouchers: { line: number; sumOre: number }[] = [];
  for (const [index, raw] of bytes.toString('latin1').split('\n').entries()) {
    const text = raw.trim();
    if (text.startsWith('#VER')) vouchers.push({ line: index + 1, sumOre: 0 });
    const match = AMOUNT.exec(text);
    const last = vouchers.at(-1);
    if (match !== null && last !== undefined) last.sumOre += oreOf(match[1] ?? '0', match[2] ?? '');
  }
  return vouchers;
}

function oreOf(whole: string, fraction: string): number {
  const size = Math.abs(Number(whole)) * 100 + Number(fraction.padEnd(2, '0'));
  return whole.startsWith('-') ? -size : size;
}
