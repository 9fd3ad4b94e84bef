// SIE type 4I (edition 4B): vouchers for an accounting system to take in. The same vouchers give the
// same bytes; every date comes from the run's frozen instant. It names no person.

import type { LocalDate } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';
import { byCodeBytes } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { toCp437, writtenInCp437 } from './cp437.ts';
import type { LedgerObject, VoucherRow } from './types.ts';

export type SieVoucher = {
  readonly date: LocalDate;
  /** Our own voucher number first. The receiver gives its own. */
  readonly text: string;
  readonly rows: readonly VoucherRow[];
};

export type SieFile = {
  readonly program: { readonly name: string; readonly version: string };
  /** Day of the frozen instant: when the file was made and its vouchers registered. */
  readonly generatedOn: LocalDate;
  readonly company: { readonly name: string; readonly organisationNumber: string | null };
  readonly vouchers: readonly SieVoucher[];
  /** Names of what the vouchers use; null where nothing is known, and then the code stands. */
  readonly nameOfAccount: (account: string) => string | null;
  readonly nameOfDimension: (dimension: number) => string | null;
  readonly nameOfObject: (object: LedgerObject) => string | null;
};

const END_OF_LINE = '\n';

/**
 * The file's bytes in code page 437. Throws Refusals (invalid): `ledger.account` for an account that
 * is no number, `ledger.character` for what the code page cannot write.
 */
export function sieFile(file: SieFile): Buffer {
  const lines = [
    ...heading(file),
    ...declarations(file),
    ...file.vouchers.flatMap(voucherLines(file)),
  ];
  return toCp437(lines.map((line) => line + END_OF_LINE).join(''));
}

function heading({ program, generatedOn, company }: SieFile): string[] {
  const { organisationNumber } = company;
  return [
    '#FLAGGA 0',
    '#FORMAT PC8',
    '#SIETYP 4',
    `#PROGRAM ${quoted(program.name)} ${quoted(program.version)}`,
    `#GEN ${sieDate(generatedOn)}`,
    ...(organisationNumber === null ? [] : [`#ORGNR ${hyphened(organisationNumber)}`]),
    `#FNAMN ${quoted(company.name)}`,
  ];
}

/** Every account, dimension and object that a row uses, in order. */
function declarations(file: SieFile): string[] {
  const rows = file.vouchers.flatMap((voucher) => voucher.rows);
  const accounts = [...new Set(rows.map((row) => row.account))].sort(byCodeBytes);
  const objects = new Map<string, LedgerObject>();
  for (const row of rows) {
    for (const each of row.objects) objects.set(`${String(each.dimension)} ${each.code}`, each);
  }
  const sorted = [...objects.values()].sort(
    (a, b) => a.dimension - b.dimension || byCodeBytes(a.code, b.code),
  );
  const dimensions = [...new Set(sorted.map((each) => each.dimension))];
  return [
    ...accounts.map(
      (account) => `#KONTO ${numeric(account)} ${quoted(file.nameOfAccount(account) ?? account)}`,
    ),
    ...dimensions.map(
      (dimension) =>
        `#DIM ${String(dimension)} ${quoted(file.nameOfDimension(dimension) ?? String(dimension))}`,
    ),
    ...sorted.map(
      (each) =>
        `#OBJEKT ${String(each.dimension)} ${quoted(each.code)} ` +
        quoted(file.nameOfObject(each) ?? each.code),
    ),
  ];
}

function voucherLines({ generatedOn }: SieFile): (voucher: SieVoucher) => string[] {
  return (voucher) => [
    `#VER "" "" ${sieDate(voucher.date)} ${quoted(voucher.text)} ${sieDate(generatedOn)}`,
    '{',
    ...voucher.rows.map((row) => rowLine(row, voucher.date)),
    '}',
  ];
}

function rowLine({ account, objects, amountOre, text }: VoucherRow, date: LocalDate): string {
  const list = objects.map(({ dimension, code }) => `${String(dimension)} ${quoted(code)}`);
  const row = `#TRANS ${account} {${list.join(' ')}} ${sieAmount(amountOre)} ${sieDate(date)}`;
  return text === null ? row : `${row} ${quoted(text)}`;
}

/** `-12.34`: a point, always two decimals. */
function sieAmount(amount: Ore): string {
  const size = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
}

function sieDate(date: LocalDate): string {
  return date.replaceAll('-', '');
}

/** A field between quotes; inner quotes get a backslash, control characters become spaces. */
function quoted(text: string): string {
  const plain = writtenInCp437(text)
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('\\', '/');
  return `"${plain.replaceAll('"', '\\"')}"`;
}

function hyphened(organisationNumber: string): string {
  const digits = organisationNumber.replace(/\D/g, '').slice(-10);
  return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}

function numeric(account: string): string {
  if (/^\d+$/.test(account)) return account;
  throw new Refusal('invalid', 'ledger.account', { args: { account } });
}
