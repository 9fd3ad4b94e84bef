// What a rule answers: allowed, or not allowed because. Rules stay total; commands demand.

import { Refusal, type RefusalDetails, type RefusalKind } from './refusal.ts';

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly kind: RefusalKind;
      readonly code: string;
      readonly details: RefusalDetails;
    };

export const ALLOWED: Verdict = { allowed: true };

export function notAllowed(kind: RefusalKind, code: string, details: RefusalDetails = {}): Verdict {
  return { allowed: false, kind, code, details };
}

/** Turns a "no" into a throw; a "yes" passes in silence. */
export function demand(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refusal(verdict.kind, verdict.code, verdict.details);
}
