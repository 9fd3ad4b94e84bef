// A SIE file as text, and its vouchers as plain rows: a reader of the test's own, which knows only #VER
// and #TRANS.

export type SieVoucher = {
  readonly date: string;
  readonly rows: readonly {
    readonly account: string;
    readonly objects: Readonly<Record<string, string>>;
    readonly amountOre: number;
  }[];
};

/** What the letters that are not ASCII are in code page 437, in so far as tests write them. */
const CP437: Readonly<Record<number, string>> = {
  0x86: 'å',
  0x84: 'ä',
  0x94: 'ö',
  0x8f: 'Å',
  0x8e: 'Ä',
  0x99: 'Ö',
  0x82: 'é',
  0x81: 'ü',
};

/** A SIE file's bytes as text again. */
export function sieText(bytes: Buffer): string {
  return [...bytes].map((byte) => CP437[byte] ?? String.fromCharCode(byte)).join('');
}

/** In file order. Throws where a line is not as this reader knows it. */
export function sieVouchers(bytes: Buffer): SieVoucher[] {
  return sieText(bytes)
    .split('#VER ')
    .slice(1)
    .map((part) => ({
      date: dayOf(/^"" "" (\d{8})/.exec(part)?.[1] ?? ''),
      rows: [...part.matchAll(/^#TRANS (\d+) \{([^}]*)\} (-?)(\d+)\.(\d\d)/gm)].map(
        ([, account = '', objects = '', sign, kronor = '', ore = '']) => ({
          account,
          objects: Object.fromEntries(
            [...objects.matchAll(/(\d+) "([^"]*)"/g)].map(([, dimension = '', code = '']) => [
              dimension,
              code,
            ]),
          ),
          amountOre: Number(`${sign ?? ''}${kronor}${ore}`),
        }),
      ),
    }));
}

function dayOf(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
