// Where the header's facts stand in UBL 2.1, and into which field of the document they go.

import type { Decimal } from '../../../kernel/decimal.ts';
import type { Party, TaxSubtotal, TaxTotal, UblDocument } from './document.ts';
import type { Attributes } from './namespaces.ts';
import type { Place, XmlBytes } from './parser.ts';
import { branch, categoryText, leaf, type Children, type Shape } from './shape.ts';

type Field<Target> = (target: Target, text: string, attributes: Attributes) => void;

/** A leaf whose text goes into the element that is being read. */
function into<Target>(target: () => Target | undefined, set: Field<Target>): Shape {
  return leaf((text, attributes) => {
    const element = target();
    if (element !== undefined) set(element, text, attributes);
  });
}

/** How an amount and a day are read; what is none refuses the document. An empty day is no day at all. */
export type Readers = {
  readonly decimal: (text: string) => Decimal;
  readonly day: (text: string) => string | null;
};

/** The header's elements. */
export function headerShape(document: () => UblDocument, { decimal, day }: Readers): Children {
  const text = (set: Field<UblDocument>) => into(document, set);
  return {
    ID: text((d, value) => (d.number = value)),
    IssueDate: text((d, value) => (d.issuedOn = day(value))),
    DueDate: text((d, value) => (d.dueOn = day(value))),
    TaxPointDate: text((d) => (d.hasTaxPointDate = true)),
    DocumentCurrencyCode: text((d, value) => (d.currency = value)),
    AccountingCost: text((d, value) => (d.accountingCost = value)),
    BuyerReference: text((d, value) => (d.buyerReference = value)),
    InvoicePeriod: periodShape(document, day),
    AdditionalDocumentReference: objectShape(document),
    AccountingSupplierParty: branch({ Party: partyShape(document, () => document().seller) }),
    AccountingCustomerParty: branch({ Party: partyShape(document, () => document().buyer) }),
    TaxRepresentativeParty: branch({ PartyTaxScheme: taxSchemeShape(document, () => []) }),
    PaymentMeans: paymentShape(document, day),
    PaymentTerms: branch({ Note: text((d, value) => (d.hasPaymentTerms ||= value !== '')) }),
    TaxTotal: taxTotalShape(document, decimal),
    LegalMonetaryTotal: monetaryShape(document, decimal),
  };
}

function periodShape(document: () => UblDocument, day: Readers['day']): Shape {
  const period = () => document().period ?? undefined;
  return branch(
    {
      StartDate: into(period, (p, value) => (p.from = day(value))),
      EndDate: into(period, (p, value) => (p.to = day(value))),
      DescriptionCode: into(period, (p, value) => (p.code = value)),
    },
    {
      enter: (xml) => {
        document().period = { place: xml.tagPlace(), from: null, to: null, code: null };
      },
    },
  );
}

/** BT-18 is the reference of type 130; others are attachments. */
function objectShape(document: () => UblDocument): Shape {
  const reference = { id: '', type: '' };
  return branch(
    {
      ID: leaf((text) => (reference.id = text)),
      DocumentTypeCode: leaf((text) => (reference.type = text)),
    },
    {
      enter: () => {
        reference.id = reference.type = '';
      },
      leave: () => {
        if (reference.type === '130' && reference.id !== '') document().objects.push(reference.id);
      },
    },
  );
}

function partyShape(document: () => UblDocument, party: () => Party): Shape {
  const text = (set: Field<Party>) => into(party, set);
  return branch({
    EndpointID: text((p, value, attributes) => {
      p.endpoint = value;
      p.endpointScheme = attributes['schemeID'] ?? null;
    }),
    PartyIdentification: branch({ ID: text((p, value) => p.identifiers.push(value)) }),
    PartyName: branch({ Name: text((p, value) => (p.name = value)) }),
    PostalAddress: branch({
      Country: branch({ IdentificationCode: text((p, value) => (p.country = value)) }),
    }),
    PartyTaxScheme: taxSchemeShape(document, () => party().taxSchemes),
    PartyLegalEntity: branch({
      RegistrationName: text((p, value) => (p.registrationName = value)),
      CompanyID: text((p, value) => (p.registrationNumber = value)),
    }),
  });
}

function taxSchemeShape(
  document: () => UblDocument,
  schemes: () => { scheme: string; number: string }[],
): Shape {
  const read = { scheme: '', number: '' };
  let place: Place | null = null;
  return branch(
    {
      CompanyID: leaf((text) => (read.number = text)),
      TaxScheme: branch({ ID: leaf((text) => (read.scheme = text)) }),
    },
    {
      enter: (xml) => {
        read.scheme = read.number = '';
        place = xml.tagPlace();
      },
      leave: () => {
        schemes().push({ ...read });
        if (isVat(read.scheme) && place !== null) {
          document().vatNumbers.push({ number: read.number, place });
        }
      },
    },
  );
}

function paymentShape(document: () => UblDocument, day: Readers['day']): Shape {
  const means = () => document().paymentMeans.at(-1);
  return branch(
    {
      PaymentMeansCode: into(means, (m, value) => (m.code = value)),
      PaymentDueDate: leaf((text) => (document().dueOn ??= day(text))),
      PayeeFinancialAccount: branch({
        ID: into(means, (m, value) => (m.account = value)),
        FinancialInstitutionBranch: branch({ ID: into(means, (m, value) => (m.branch = value)) }),
      }),
    },
    {
      enter: () => document().paymentMeans.push({ code: '', account: null, branch: null }),
    },
  );
}

function taxTotalShape(document: () => UblDocument, decimal: Readers['decimal']): Shape {
  const total = () => document().taxTotals.at(-1);
  const subtotal = () => total()?.subtotals.at(-1);
  return branch(
    {
      TaxAmount: into(total, (t, value, attributes) => {
        t.amount = decimal(value);
        t.currency = attributes['currencyID'] ?? null;
      }),
      TaxSubtotal: branch(
        {
          TaxableAmount: into(subtotal, (s, value) => (s.taxable = decimal(value))),
          TaxAmount: into(subtotal, (s, value) => (s.tax = decimal(value))),
          TaxCategory: branch(
            {
              ID: into(subtotal, (s, value) => (s.category = categoryText(value))),
              Percent: into(subtotal, (s, value) => (s.percent = decimal(value))),
              TaxScheme: branch({ ID: into(subtotal, (s, value) => (s.isVat = isVat(value))) }),
            },
            {
              enter: (xml) => {
                setCategoryPlace(subtotal(), xml);
              },
            },
          ),
        },
        { enter: (xml) => total()?.subtotals.push(emptySubtotal(xml.tagPlace())) },
      ),
    },
    { enter: (xml) => document().taxTotals.push(emptyTaxTotal(xml.tagPlace())) },
  );
}

function setCategoryPlace(subtotal: TaxSubtotal | undefined, xml: XmlBytes): void {
  if (subtotal !== undefined) subtotal.categoryPlace = xml.tagPlace();
}

function emptyTaxTotal(place: Place): TaxTotal {
  return { place, amount: null, currency: null, subtotals: [] };
}

function emptySubtotal(place: Place): TaxSubtotal {
  return {
    place,
    categoryPlace: null,
    taxable: null,
    tax: null,
    category: '',
    percent: null,
    isVat: false,
  };
}

function monetaryShape(document: () => UblDocument, decimal: Readers['decimal']): Shape {
  const totals = () => document().totals;
  const amount = (set: (t: UblDocument['totals'], value: Decimal) => void) =>
    leaf((text) => {
      set(totals(), decimal(text));
    });
  return branch(
    {
      LineExtensionAmount: amount((t, value) => (t.lineExtension = value)),
      TaxExclusiveAmount: amount((t, value) => (t.taxExclusive = value)),
      TaxInclusiveAmount: amount((t, value) => (t.taxInclusive = value)),
      AllowanceTotalAmount: amount((t, value) => (t.allowances = value)),
      ChargeTotalAmount: amount((t, value) => (t.charges = value)),
      PrepaidAmount: amount((t, value) => (t.prepaid = value)),
      PayableRoundingAmount: amount((t, value) => (t.rounding = value)),
      PayableAmount: leaf(
        (text) => (totals().payable = decimal(text)),
        (xml) => (totals().payablePlace = xml.tagPlace()),
      ),
    },
    {
      enter: (xml) => (totals().place = xml.tagPlace()),
      leave: (xml) => (totals().byteTo = xml.position),
    },
  );
}

function isVat(scheme: string): boolean {
  return scheme.trim().toUpperCase() === 'VAT';
}
