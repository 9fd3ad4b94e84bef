// A format definition: an operator's file as data. An administrator makes and versions them; the two
// here are there from the start (interfaces.md §5).

export const FIELDS = [
  'invoiceNumber',
  'issuedOn',
  'account',
  'subscriptionId',
  'number',
  'mainGroup',
  'group',
  'subgroup',
  'text',
  'periodFrom',
  'periodTo',
  'net',
  'vatRate',
] as const;
export type Field = (typeof FIELDS)[number];

export const DATE_FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'YYYYMMDD', 'DD-MM-YYYY'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

export const FILE_ENCODINGS = ['utf-8', 'iso-8859-1', 'windows-1252'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

/**
 * One column by its name in the header. Without a field it is known but not kept; `personal` says that
 * it may name a person, and is never staged whatever field somebody gives it.
 */
export type Column = {
  readonly name: string;
  readonly field: Field | null;
  readonly required: boolean;
  readonly personal: boolean;
};

export type FormatDefinition = {
  readonly name: string;
  readonly version: number;
  readonly encoding: FileEncoding;
  readonly separator: string;
  readonly quoting: 'none' | 'rfc4180';
  readonly decimalSign: ',' | '.';
  /** Signs that may stand between thousands; none: digits only. */
  readonly thousands: readonly string[];
  readonly dates: DateFormat;
  readonly columns: readonly Column[];
};

function required(name: string, field: Field): Column {
  return { name, field, required: true, personal: false };
}

function optional(name: string, field: Field | null = null): Column {
  return { name, field, required: false, personal: false };
}

function personal(name: string): Column {
  return { name, field: null, required: false, personal: true };
}

/** One Nordic operator's invoice details: ISO-8859-1, `¤`, no quoting. */
export const DETAILS_LATIN1: FormatDefinition = {
  name: 'details-latin1',
  version: 1,
  encoding: 'iso-8859-1',
  separator: '¤',
  quoting: 'none',
  decimalSign: ',',
  thousands: [],
  dates: 'DD.MM.YYYY',
  columns: [
    required('Fakturanummer', 'invoiceNumber'),
    optional('Fakturadato', 'issuedOn'),
    required('Abonnementets_eierkonto', 'account'),
    optional('Eierkontoreferanse'),
    optional('Konto_for_rollen_betalende_mobilnummer'),
    required('Mobilnummer', 'number'),
    optional('Organisasjonsnummer'),
    personal('Brukerreferanse'),
    personal('Brukerreferanse2'),
    personal('Brukerreferanse3'),
    optional('Hovedgruppe', 'mainGroup'),
    optional('Undergruppe', 'subgroup'),
    required('Fakturatekst', 'text'),
    required('Fakturalinjestartdato', 'periodFrom'),
    required('Fakturalinjesluttdato', 'periodTo'),
    optional('Varighet'),
    optional('Antall'),
    optional('Volume'),
    required('Netto', 'net'),
    optional('MVA'),
    required('MVA_prosent', 'vatRate'),
  ],
};

/** A Swedish layout: UTF-8, `;`, RFC 4180 quoting. */
export const SPEC_UTF8: FormatDefinition = {
  name: 'spec-utf8',
  version: 1,
  encoding: 'utf-8',
  separator: ';',
  quoting: 'rfc4180',
  decimalSign: ',',
  thousands: ['\u00a0', '\u202f'],
  dates: 'YYYY-MM-DD',
  columns: [
    required('Fakturanr', 'invoiceNumber'),
    optional('Fakturadatum', 'issuedOn'),
    optional('Kundnummer', 'account'),
    required('Abonnemangsid', 'subscriptionId'),
    required('Nummer', 'number'),
    personal('Referens'),
    optional('Grupp', 'group'),
    required('Text', 'text'),
    required('Period från', 'periodFrom'),
    required('Period till', 'periodTo'),
    optional('Antal'),
    optional('Volym'),
    optional('Enhet'),
    required('Belopp exkl moms', 'net'),
    required('Moms %', 'vatRate'),
  ],
};

export const FIRST_DEFINITIONS: readonly FormatDefinition[] = [DETAILS_LATIN1, SPEC_UTF8];
