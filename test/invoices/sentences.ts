// What the checks look at in tests, and the sentences that they are approved to say: three a check.

import type { LocalDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import type {
  CheckedInvoice,
  CheckedLine,
  CheckFacts,
} from '../../server/domains/invoices/checks/facts.ts';
import type { LineId } from '../../server/domains/invoices/types.ts';

export const day = (text: string) => text as LocalDate;

export const INVOICE: CheckedInvoice = {
  supplier: 'NORD',
  supplierName: 'Nordmobil',
  number: 'N-1',
  netOre: ore(10_000),
  vat: [{ category: 'S', rate: 25, netOre: ore(10_000), vatOre: ore(2500) }],
  hasEInvoice: true,
  hasSpecification: true,
  requiredSpecification: 'spec-utf8',
  buyer: 'municipality',
  buyerName: 'Provköpings kommun',
};

export const FACTS: CheckFacts = {
  rowsNetOre: ore(10_000),
  netByRate: [{ rate: 25, netOre: ore(10_000) }],
  toleranceOre: ore(0),
  acceptedOre: null,
  unmatched: [],
  terminated: [],
  repeated: [],
  moved: [],
  overlapping: [],
  hinted: [],
};

export function line(changes: Partial<CheckedLine> = {}): CheckedLine {
  return {
    lineId: 100_000_007 as LineId,
    text: 'Bas',
    object: '+46701740601',
    subscriptionId: 'S-1',
    periodFrom: day('2026-10-01'),
    periodTo: day('2026-10-31'),
    netOre: ore(5900),
    class: 'fee',
    file: 'spec.csv',
    line: 7,
    ...changes,
  };
}

const SOURCE = '(rad 7 i spec.csv)';

/** Three approved sentences a check (issue 7, D6): what is said is what people read. */
export const SENTENCES: readonly (readonly [
  string,
  string,
  Partial<CheckedInvoice>,
  Partial<CheckFacts>,
])[] = [
  [
    'invoice.wrong-buyer',
    'Fakturan från Nordmobil är ställd till Någon annans kommun, som inte är någon av våra juridiska personer. Skicka tillbaka den, eller rätta organisationsnumret i registret.',
    { buyer: 'unknown', buyerName: 'Någon annans kommun' },
    {},
  ],
  [
    'invoice.wrong-buyer',
    'Fakturan från Ortnät är ställd till Åbo stad, som inte är någon av våra juridiska personer. Skicka tillbaka den, eller rätta organisationsnumret i registret.',
    { buyer: 'unknown', buyerName: 'Åbo stad', supplierName: 'Ortnät' },
    {},
  ],
  [
    'invoice.companys-own',
    'Fakturan från Nordmobil är ställd till bolaget Bostäder AB och delas inte upp här. Lämna den till bolaget.',
    { buyer: 'company', buyerName: 'Bostäder AB' },
    {},
  ],
  [
    'invoice.e-invoice-missing',
    'Specifikationen till faktura N-1 från Nordmobil har kommit, men inte själva e-fakturan.',
    { hasEInvoice: false, buyer: null },
    {},
  ],
  [
    'invoice.specification-missing',
    'Faktura N-1 från Nordmobil har kommit utan sin specifikation (spec-utf8). Lägg till filen här när den kommer.',
    { hasSpecification: false },
    {},
  ],
  [
    'invoice.specification-missing',
    'Faktura 77 från Ortnät har kommit utan sin specifikation (details-latin1). Lägg till filen här när den kommer.',
    {
      hasSpecification: false,
      number: '77',
      supplierName: 'Ortnät',
      requiredSpecification: 'details-latin1',
    },
    {},
  ],
  [
    'invoice.specification-rounded',
    'Raderna på faktura N-1 från Nordmobil är 99,50 kr, e-fakturan 100,00 kr. Skillnaden på 0,50 kr ryms i toleransen 0,50 kr eller är godtagen och står som en avrundningsrad.',
    {},
    { rowsNetOre: ore(9950), toleranceOre: ore(50) },
  ],
  [
    'invoice.specification-differs',
    'Raderna på faktura N-1 från Nordmobil är 99,50 kr, men e-fakturan 100,00 kr: 0,50 kr skiljer. Ersätt specifikationen, eller godta skillnaden med ett skäl.',
    {},
    { rowsNetOre: ore(9950), toleranceOre: ore(49) },
  ],
  [
    'invoice.specification-differs',
    'Raderna på faktura N-1 från Nordmobil är 1 200,00 kr, men e-fakturan 100,00 kr: 1 100,00 kr skiljer. Ersätt specifikationen, eller godta skillnaden med ett skäl.',
    {},
    { rowsNetOre: ore(120_000) },
  ],
  [
    'invoice.vat',
    'Nordmobil har räknat 25,40 kr i moms 25 % på 100,00 kr; det ska vara 25,00 kr.',
    { vat: [{ category: 'S', rate: 25, netOre: ore(10_000), vatOre: ore(2540) }] },
    {},
  ],
  [
    'invoice.vat',
    'Nordmobil har räknat −25,40 kr i moms 25 % på −100,00 kr; det ska vara −25,00 kr.',
    {
      netOre: ore(-10_000),
      vat: [{ category: 'S', rate: 25, netOre: ore(-10_000), vatOre: ore(-2540) }],
    },
    { rowsNetOre: ore(-10_000), netByRate: [{ rate: 25, netOre: ore(-10_000) }] },
  ],
  [
    'invoice.vat-rate',
    'Raderna med moms 12 % är 20,00 kr, men e-fakturan från Nordmobil anger 0,00 kr för den satsen.',
    { netOre: ore(2000), vat: [] },
    { rowsNetOre: ore(2000), netByRate: [{ rate: 12, netOre: ore(2000) }] },
  ],
  [
    'line.duplicate',
    `Nordmobil tar 59,00 kr för Bas på +46701740601 två gånger: raden är lik rad 3 ${SOURCE}.`,
    {},
    { repeated: [{ ...line(), earlierLine: 3 }] },
  ],
  [
    'line.duplicate',
    `Nordmobil tar 0,50 kr för Trafik på +46701740602 två gånger: raden är lik rad 2 ${SOURCE}.`,
    {},
    {
      repeated: [
        { ...line({ text: 'Trafik', object: '+46701740602', netOre: ore(50) }), earlierLine: 2 },
      ],
    },
  ],
  [
    'line.duplicate',
    'Nordmobil tar −59,00 kr för Bas på TJ-1 två gånger: raden är lik rad 9 (rad 1200 i faktura.xml).',
    {},
    {
      repeated: [
        {
          ...line({ object: 'TJ-1', netOre: ore(-5900), file: 'faktura.xml', line: 1200 }),
          earlierLine: 9,
        },
      ],
    },
  ],
  [
    'line.unknown',
    `Nordmobil tar 59,00 kr för Bas på +46701740601, som inte finns i registret ${SOURCE}.`,
    {},
    { unmatched: [line()] },
  ],
  [
    'line.unknown',
    `Nordmobil tar 1 234,50 kr för Fiberaccess på SB-9, som inte finns i registret ${SOURCE}.`,
    {},
    { unmatched: [line({ text: 'Fiberaccess', object: 'SB-9', netOre: ore(123_450) })] },
  ],
  [
    'line.unknown',
    `Nordmobil tar −59,00 kr för Bas på 112, som inte finns i registret ${SOURCE}.`,
    {},
    { unmatched: [line({ object: '112', netOre: ore(-5900) })] },
  ],
  [
    'line.terminated',
    `Nordmobil tar 59,00 kr för Bas på +46701740601 från 2026-10-01, fast tjänsten upphörde 2026-09-30 ${SOURCE}.`,
    {},
    { terminated: [{ ...line(), terminatedOn: day('2026-09-30') }] },
  ],
  [
    'line.terminated',
    `Nordmobil tar 9,50 kr för M2M Mini på +46719120340 från 2026-10-01, fast tjänsten upphörde 2025-01-31 ${SOURCE}.`,
    {},
    {
      terminated: [
        {
          ...line({ text: 'M2M Mini', object: '+46719120340', netOre: ore(950) }),
          terminatedOn: day('2025-01-31'),
        },
      ],
    },
  ],
  [
    'line.terminated',
    `Nordmobil tar 59,00 kr för Bas på +46701740601 från 2026-11-01, fast tjänsten upphörde 2026-10-31 ${SOURCE}.`,
    {},
    {
      terminated: [
        {
          ...line({ periodFrom: day('2026-11-01'), periodTo: day('2026-11-30') }),
          terminatedOn: day('2026-10-31'),
        },
      ],
    },
  ],
  [
    'line.other-supplier',
    `Nordmobil tar 59,00 kr för Bas på +46701740601, som sedan 2026-10-15 finns hos Ortnät ${SOURCE}.`,
    {},
    { moved: [{ ...line(), nowAt: 'Ortnät', since: day('2026-10-15') }] },
  ],
  [
    'line.other-supplier',
    `Nordmobil tar 0,01 kr för Trafik på +46701740601, som sedan 2020-01-01 finns hos Sambandet ${SOURCE}.`,
    {},
    {
      moved: [
        {
          ...line({ text: 'Trafik', netOre: ore(1) }),
          nowAt: 'Sambandet',
          since: day('2020-01-01'),
        },
      ],
    },
  ],
  [
    'line.other-supplier',
    `Nordmobil tar 59,00 kr för Bas på +46701740601, som sedan 2026-10-31 finns hos Ortnät ${SOURCE}.`,
    {},
    { moved: [{ ...line(), nowAt: 'Ortnät', since: day('2026-10-31') }] },
  ],
  [
    'line.overlap',
    `Nordmobil tar 59,00 kr för Bas på +46701740601 2026-10-01–2026-10-31, men faktura N-0 tog redan betalt för 2026-10-01–2026-10-31 ${SOURCE}.`,
    {},
    { overlapping: [earlier('2026-10-01', '2026-10-31')] },
  ],
  [
    'line.overlap',
    `Nordmobil tar 59,00 kr för Bas på +46701740601 2026-10-01–2026-10-31, men faktura N-0 tog redan betalt för 2026-07-01–2026-12-31 ${SOURCE}.`,
    {},
    { overlapping: [earlier('2026-07-01', '2026-12-31')] },
  ],
  [
    'line.overlap',
    `Nordmobil tar 59,00 kr för Bas på +46701740601 2026-10-01–2026-10-31, men faktura N-0 tog redan betalt för 2026-09-15–2026-10-14 ${SOURCE}.`,
    {},
    { overlapping: [earlier('2026-09-15', '2026-10-14')] },
  ],
  [
    'line.cost-centre',
    `Nordmobil anger kostnadsställe 4110 för Bas på +46701740601 (59,00 kr), men tjänsten ägs av 1000 ${SOURCE}. Järnkoll följer registret.`,
    {},
    { hinted: [{ ...line(), hint: '4110', owners: ['1000'] }] },
  ],
  [
    'line.cost-centre',
    `Nordmobil anger kostnadsställe TEL för Bas på +46701740601 (59,00 kr), men tjänsten ägs av 1000, 2000 ${SOURCE}. Järnkoll följer registret.`,
    {},
    { hinted: [{ ...line(), hint: 'TEL', owners: ['1000', '2000'] }] },
  ],
  [
    'line.cost-centre',
    `Nordmobil anger kostnadsställe 0100 för Bas på +46701740601 (59,00 kr), men tjänsten ägs av 100 ${SOURCE}. Järnkoll följer registret.`,
    {},
    { hinted: [{ ...line(), hint: '0100', owners: ['100'] }] },
  ],
];

export function earlier(from: string, to: string) {
  return {
    ...line(),
    earlierNumber: 'N-0',
    earlierFrom: day(from),
    earlierTo: day(to),
    earlierNetOre: ore(5900),
  };
}
