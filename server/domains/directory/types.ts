// The nouns of the organisation: who there is, what is charged, and who owns what. Codes are told
// apart by case and accent; days are both included; null is "not known".

import type { Actor, Role } from '../../kernel/actor.ts';
import type { LocalDate, Month, Period } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';
import type { OcrKind } from '../../kernel/numbers.ts';

/** Who sees the registers of the organisation, or one's own part of them. */
export const REGISTER_READERS: readonly Role[] = [
  'coordinator',
  'cost-centre-owner',
  'unit-economist',
  'administrator',
  'service-desk',
  'finance',
  'auditor',
];

/** A freeze names rows by these two; every change takes the version up. */
export type Versioned = { readonly id: number; readonly version: number };

export const POSTING_MODES = ['clearing', 'full'] as const;
export type PostingMode = (typeof POSTING_MODES)[number];

export const DIMENSIONS = [
  'account',
  'cost_centre',
  'activity',
  'project',
  'object',
  'counterpart',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One part of a code string: `activity=2240`. */
export type CodePart = { readonly dimension: Dimension; readonly code: string };

/** What the accounting system says of a code: unknown, not open on every day of the period, or known. */
export type CodeVerdict = 'known' | 'closed' | 'unknown';

/** The question that directory asks the ledger when a cost centre is saved; compose hands in the answer. */
export type CodeCheck = () => Promise<(part: CodePart, period: Period) => CodeVerdict>;

/** Of a closed cost centre's costs, what goes where; shares in hundredths of a per cent, 10,000 in all. */
export type Successor = { readonly code: string; readonly share: number };

export type Setting = Versioned & { readonly key: string; readonly value: string };

export type Settings = {
  readonly postingMode: PostingMode;
  readonly providingCostCentre: string | null;
  readonly clearingCostCentre: string | null;
  /** How many months back a closed month is corrected. */
  readonly correctionMonths: number;
  readonly ledgerClosedThrough: Month | null;
  readonly sieDimensions: Readonly<Partial<Record<Dimension, number>>>;
  /** The rows behind it, for a freeze. */
  readonly rows: readonly Setting[];
};

export const CHANNELS = ['login', 'email', 'post', 'peppol'] as const;
export type Channel = (typeof CHANNELS)[number];

export const LEGAL_ENTITY_KINDS = ['municipality', 'company'] as const;
export type LegalEntityKind = (typeof LEGAL_ENTITY_KINDS)[number];

/** What a receiver of invoices is called, and how and when it pays. */
export type Party = Versioned & {
  readonly code: string;
  readonly name: string;
  readonly organisationNumber: string | null;
  readonly vatNumber: string | null;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly reference: string | null;
  readonly termsDays: number;
  /** True where the payable is rounded to whole kronor. */
  readonly rounding: boolean;
  readonly channel: Channel;
};

export type LegalEntity = Party & {
  readonly kind: LegalEntityKind;
  readonly gln: string | null;
  readonly bankgiro: string | null;
  readonly ocr: OcrKind;
};

/** Somebody outside the organisation who is charged. */
export type Customer = Party & { readonly counterpart: string | null };

export const UNIT_KINDS = ['municipality', 'department', 'company', 'unit'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export type Unit = Versioned & {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent: string | null;
  /** Its own, else the nearest one above, else the municipality. Null where there is none at all. */
  readonly legalEntity: string | null;
  readonly ownLegalEntity: string | null;
};

export const PROFILES = ['office', 'field', 'm2m', 'on_call'] as const;
export type Profile = (typeof PROFILES)[number];

export type Person = Versioned & {
  /** In small letters; the key. */
  readonly email: string;
  readonly name: string;
  readonly unit: string;
  readonly employeeNumber: string | null;
  readonly managerEmail: string | null;
  readonly profile: Profile | null;
  /** Protected identity: name and number are masked wherever they are shown. */
  readonly isProtected: boolean;
  readonly validFrom: LocalDate | null;
  readonly validTo: LocalDate | null;
};

/** Who may hold a service: a name, and whether it may be said. */
export type NamedHolder = Pick<Person, 'id' | 'version' | 'email' | 'name' | 'isProtected'>;

export const VAT_TREATMENTS = ['municipal', 'deductible'] as const;
export type VatTreatment = (typeof VAT_TREATMENTS)[number];

export const COST_CENTRE_CHANNELS = ['login', 'email'] as const;
export type CostCentreChannel = (typeof COST_CENTRE_CHANNELS)[number];

/** A cost centre as it is on the day that was asked about. */
export type CostCentre = Versioned & {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  /** Of its unit, inherited ones too. */
  readonly legalEntity: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly ownerEmail: string | null;
  readonly coordinatorEmail: string | null;
  readonly codeString: readonly CodePart[];
  readonly counterpart: string | null;
  readonly vat: VatTreatment;
  readonly channel: CostCentreChannel;
  readonly successors: readonly Successor[];
};

/** What is below what, for scopes: codes only. */
export type UnitTree = {
  readonly units: readonly { readonly code: string; readonly parent: string | null }[];
  readonly costCentres: readonly {
    readonly code: string;
    readonly unit: string;
    readonly ownerEmail: string | null;
    readonly coordinatorEmail: string | null;
  }[];
  readonly customers: readonly string[];
};

/** What owners were charged: net öre by owner, month by month. */
export type OwnerCosts = ReadonlyMap<Month, ReadonlyMap<string, Ore>>;

/** What directory asks of the rooms above it: what owners cost and have. Compose hands in the answers. */
export type OwnerFacts = {
  /** The months whose costs are known, the latest first, thirteen at most. */
  readonly months: () => Promise<readonly Month[]>;
  /** Of all owners; pages show what their reader may see. */
  readonly costs: (months: readonly Month[]) => Promise<OwnerCosts>;
  /** Services in use by owner. */
  readonly services: () => Promise<ReadonlyMap<string, number>>;
  /** Where the services of an owner, or those in a unit and below, are listed. */
  readonly hrefOfOwner: (code: string) => string;
  readonly hrefOfUnit: (code: string) => string;
  /** Where the invoices of an owner are listed; null for who may not see them. */
  readonly hrefOfInvoices: (code: string, actor: Actor) => string | null;
};
