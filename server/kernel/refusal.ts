// The one way in which the house says no. Everything else that is thrown is a bug.

export const REFUSAL_KINDS = [
  'malformed',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'invalid',
  'too-many',
  'unavailable',
] as const;

export type RefusalKind = (typeof REFUSAL_KINDS)[number];

/** One fault among several: where it was found, what stood there, and its code. */
export type Fault = {
  readonly row?: number;
  readonly column?: string;
  readonly value?: string;
  readonly code: string;
  readonly args?: Readonly<Record<string, string | number>>;
};

/** What a refusal may carry: arguments of its sentence, faults, and where to look instead. */
export type RefusalDetails = {
  readonly args?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly Fault[];
  readonly url?: string;
  readonly state?: string;
};

/** A "no" with a stable code. The sentence is the catalogue's `errors:CODE` with `details.args`. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(kind: RefusalKind, code: string, details: RefusalDetails = {}) {
    super(code);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** What one may not see does not exist: the same answer whether it is missing or hidden. */
export function notFound(): Refusal {
  return new Refusal('not-found', 'not-found');
}
