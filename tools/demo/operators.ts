// The files that the two operators send for a month, with their sums. Tidy for the closed months,
// messy for the demonstration's.

import {
  addDays,
  periodOfMonth,
  type LocalDate,
  type Month,
} from '../../server/kernel/calendar.ts';
import { FJARRTELE, NORDTEL, type SupplierCode } from './catalogue.ts';
import { FJARRTELE_PARTY, fjarrteleDiscount, fjarrteleLines } from './fjarrtele.ts';
import type { Municipality } from './municipality.ts';
import { NORDTEL_PARTY, nordtelLines, nordtelRows } from './nordtel.ts';
import { MUNICIPALITY } from './organisation.ts';
import { MUNICIPALITY_NUMBER } from './register-rows.ts';
import { specificationFile } from './specification.ts';
import { ublFile } from './ubl-file.ts';
import { ublSums, type UblDocument } from './ubl.ts';

export type DemoFile = { readonly name: string; readonly bytes: Buffer };

/** One invoice of an operator: its files as they are sent together, and what they say. */
export type Delivery = {
  readonly supplier: SupplierCode;
  readonly invoiceNumber: string;
  readonly issuedOn: LocalDate;
  readonly files: readonly DemoFile[];
  readonly rowsIn: number;
  readonly rowsQuarantined: number;
  readonly netOre: number;
  readonly vatOre: number;
  readonly payableOre: number;
};

/** What both operators send for a month of the demonstration, the largest first. */
export function operatorDeliveries(municipality: Municipality, month: Month): Delivery[] {
  return [nordtel(municipality, month), fjarrtele(municipality, month)];
}

function nordtel(municipality: Municipality, month: Month): Delivery {
  const rows = nordtelRows(municipality, month);
  const number = nordtelNumber(month);
  const issuedOn = `${month}-05` as LocalDate;
  const document: UblDocument = {
    ...common({ number, issuedOn }),
    seller: NORDTEL_PARTY,
    bankgiro: NORDTEL.bankgiro,
    period: periodOfMonth(month),
    note: 'Specifikation per abonnemang skickas som egen fil.',
    lines: nordtelLines(rows),
  };
  const specification = specificationFile({ number, issuedOn }, rows);
  return {
    ...deliveryOf(document, 'NORDTEL'),
    files: [
      { name: `nordtel-${month}-faktura.xml`, bytes: ublFile(document) },
      { name: `nordtel-${month}-specifikation.csv`, bytes: specification },
    ],
    rowsIn: rows.length,
    rowsQuarantined: rows.filter(({ fault }) => fault !== null).length,
  };
}

function fjarrtele(municipality: Municipality, month: Month): Delivery {
  const lines = fjarrteleLines(municipality, month);
  const document: UblDocument = {
    ...common({ number: `FT-${month.replace('-', '')}`, issuedOn: `${month}-08` as LocalDate }),
    seller: FJARRTELE_PARTY,
    bankgiro: FJARRTELE.bankgiro,
    lines,
    extras: [fjarrteleDiscount(lines)],
  };
  return {
    ...deliveryOf(document, 'FJARRTELE'),
    files: [{ name: `fjarrtele-${month}-faktura.xml`, bytes: ublFile(document) }],
    rowsIn: lines.length + 1,
    rowsQuarantined: 0,
  };
}

function common(of: { number: string; issuedOn: LocalDate }) {
  return {
    kind: 'invoice' as const,
    ...of,
    dueOn: addDays(of.issuedOn, 30),
    buyer: {
      name: MUNICIPALITY.name,
      organisationNumber: MUNICIPALITY_NUMBER,
      street: 'Rådhusesplanaden 1',
      postalCode: '80000',
      city: 'Norrvik',
    },
    inWholeKronor: true,
  };
}

function deliveryOf(document: UblDocument, supplier: SupplierCode) {
  const { netOre, vatOre, payableOre } = ublSums(document);
  return {
    supplier,
    invoiceNumber: document.number,
    issuedOn: document.issuedOn,
    ...{ netOre, vatOre, payableOre },
  };
}

/** Seven invoices a month go out from the first operator; ours is one of them. */
function nordtelNumber(month: Month): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return String(904_113 + (months - 24_322) * 7);
}
