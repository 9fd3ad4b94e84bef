// Where a line's facts stand in UBL 2.1: invoice lines, credit note lines, and charges and allowances
// on document level, which are lines as well.

import type { UblLine } from './document.ts';
import type { XmlBytes } from './parser.ts';
import { branch, categoryText, leaf, type Children, type Shape } from './shape.ts';

type Ends = {
  readonly begin: (kind: UblLine['kind'], xml: XmlBytes) => void;
  readonly end: (xml: XmlBytes) => void;
};

/** A line of an invoice (`InvoicedQuantity`) or of a credit note (`CreditedQuantity`). */
export function lineShape(line: UblLine, { begin, end }: Ends): Shape {
  const object = { id: '', type: '' };
  return branch(
    {
      ID: leaf((text) => (line.id = text)),
      Note: leaf((text) => (line.note = line.note === '' ? text : `${line.note} ${text}`)),
      InvoicedQuantity: leaf((text) => (line.quantity = text)),
      CreditedQuantity: leaf((text) => (line.quantity = text)),
      LineExtensionAmount: leaf((text) => (line.net = text)),
      AccountingCost: leaf((text) => (line.accountingCost = text)),
      InvoicePeriod: linePeriodShape(line),
      DocumentReference: branch(
        {
          ID: leaf((text) => (object.id = text)),
          DocumentTypeCode: leaf((text) => (object.type = text)),
        },
        {
          enter: () => {
            object.id = object.type = '';
          },
          leave: () => {
            if (object.type === '130' && object.id !== '') line.object = object.id;
          },
        },
      ),
      AllowanceCharge: lineAllowanceShape(line),
      Item: branch({
        Description: leaf((text) => (line.description = text)),
        Name: leaf((text) => (line.name = text)),
        ClassifiedTaxCategory: branch(categoryShape(line)),
      }),
      Price: branch({
        PriceAmount: leaf((text) => (line.price = text)),
        BaseQuantity: leaf((text) => (line.baseQuantity = text)),
      }),
    },
    {
      enter: (xml) => {
        begin('line', xml);
      },
      leave: end,
    },
  );
}

/** A charge or an allowance of the whole document (BG-20, BG-21). */
export function documentLineShape(line: UblLine, { begin, end }: Ends): Shape {
  const reason = { text: '', code: '' };
  return branch(
    {
      ChargeIndicator: leaf((text) => (line.isCharge = isTrue(text))),
      AllowanceChargeReason: leaf((text) => (reason.text = text)),
      AllowanceChargeReasonCode: leaf((text) => (reason.code = text)),
      Amount: leaf((text) => (line.net = text)),
      TaxCategory: branch(categoryShape(line)),
    },
    {
      enter: (xml) => {
        begin('document', xml);
        reason.text = reason.code = '';
      },
      leave: (xml) => {
        line.name = reason.text === '' ? reason.code : reason.text;
        if (line.name === '') line.lacksReason = line.isCharge ? 'charge' : 'allowance';
        end(xml);
      },
    },
  );
}

function linePeriodShape(line: UblLine): Shape {
  return branch(
    {
      StartDate: leaf(
        (text) => (line.periodFrom = text),
        (xml) => (line.periodFromByte = xml.tagStart),
      ),
      EndDate: leaf(
        (text) => (line.periodTo = text),
        (xml) => (line.periodToByte = xml.tagStart),
      ),
    },
    { enter: () => (line.hasPeriod = true) },
  );
}

function lineAllowanceShape(line: UblLine): Shape {
  const read = { isCharge: false, hasReason: false, amount: '' };
  return branch(
    {
      ChargeIndicator: leaf((text) => (read.isCharge = isTrue(text))),
      AllowanceChargeReason: leaf(() => (read.hasReason = true)),
      AllowanceChargeReasonCode: leaf(() => (read.hasReason = true)),
      Amount: leaf((text) => (read.amount = text)),
    },
    {
      enter: () => {
        read.isCharge = read.hasReason = false;
        read.amount = '';
      },
      leave: () => {
        (read.isCharge ? line.charges : line.allowances).push(read.amount);
        if (!read.hasReason) line.lacksReason ??= read.isCharge ? 'charge' : 'allowance';
      },
    },
  );
}

function categoryShape(line: UblLine): Children {
  return {
    ID: leaf((text) => (line.category = categoryText(text))),
    Percent: leaf((text) => (line.percent = text)),
    TaxScheme: branch({
      ID: leaf((text) => (line.isVat = text === 'VAT' || text.trim().toUpperCase() === 'VAT')),
    }),
  };
}

function isTrue(text: string): boolean {
  return text === 'true' || text === '1';
}
