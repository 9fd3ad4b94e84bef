// Amounts as an operator writes them, with up to four decimals: whole ten-thousandths of a krona.
// The öre of a line are what the running sum gains, as interfaces.md §4 rule 1 has it.

/** Kronor × 10,000, whole. */
export type Fine = number;

const PER_ORE = 100;

/** Reads `129.00` or `0.3125`. */
export function fine(kronor: string): Fine {
  const [whole = '0', fraction = ''] = kronor.replace('-', '').split('.');
  const size = Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'));
  return kronor.startsWith('-') ? -size : size;
}

/** The part of a month's price that some of its days are, rounded half away from zero to 10⁻⁴ kr. */
export function partOf(price: Fine, days: number, ofDays: number): Fine {
  const size = Math.floor((2 * Math.abs(price) * days + ofDays) / (2 * ofDays));
  return price < 0 ? -size : size;
}

/** Whole öre, rounded half away from zero. */
export function oreOf(amount: Fine): number {
  const size = Math.floor((Math.abs(amount) + PER_ORE / 2) / PER_ORE);
  return amount < 0 ? -size : size;
}

/** A counter that gives each amount, in file order, the öre that the running sum gains. */
export function createRunningSum(): (amount: Fine) => number {
  let total = 0;
  return (amount) => {
    const before = oreOf(total);
    total += amount;
    return oreOf(total) - before;
  };
}

/** VAT on öre, rounded half away from zero. */
export function vatOf(ore: number, rate: number): number {
  const size = Math.floor((Math.abs(ore) * rate + 50) / 100);
  return ore < 0 ? -size : size;
}

/** `-12.30` of öre: what an e-invoice has. */
export function kronorText(ore: number): string {
  const size = String(Math.abs(ore)).padStart(3, '0');
  return `${ore < 0 ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
}

/** `-1 234,56` or `0,3125`: decimal comma, no-break space between thousands, two decimals or four. */
export function swedishText(amount: Fine): string {
  const size = String(Math.abs(amount)).padStart(5, '0');
  const whole = size.slice(0, -4).replaceAll(/\B(?=(\d{3})+$)/g, '\u00a0');
  const decimals = size.slice(-4);
  return `${amount < 0 ? '-' : ''}${whole},${decimals.endsWith('00') ? decimals.slice(0, 2) : decimals}`;
}
