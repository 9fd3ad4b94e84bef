// An identity provider and a service that trust each other, for the tests of SAML.

import { readFileSync } from 'node:fs';
import { Refusal } from '../../server/kernel/refusal.ts';
import { createIdp, makeKeyPair, type IdpPerson, type KeyPair } from '../../tools/dev/saml-idp.ts';
import type { SamlExpectations } from '../../server/http/saml-profile.ts';

export const BASE = 'http://localhost:3000';
export const IDP = 'https://idp.example.test/metadata';
export const ACS = `${BASE}/saml/acs`;
export const LOGOUT = `${BASE}/saml/logout`;
export const SP = `${BASE}/saml/metadata`;
export const REQUEST_ID = '_request-1';

export const karin: IdpPerson = {
  nameId: 'karin-7',
  email: 'Karin.Ek@example.test',
  name: 'Karin Ek & Co',
  groups: ['jarnkoll-ekonomi', 'alla <anställda>'],
};

let pairs: Promise<{ idp: KeyPair; sp: KeyPair; stranger: KeyPair }> | null = null;

/** Key pairs are slow to make: once per run is enough. */
export function keyPairs() {
  pairs ??= Promise.all([makeKeyPair('idp'), makeKeyPair('sp'), makeKeyPair('stranger')]).then(
    ([idp, sp, stranger]) => ({ idp, sp, stranger }),
  );
  return pairs;
}

/** The identity provider; or one that says it is, with a stranger's keys. */
export async function theIdp({ stranger = false } = {}) {
  const keys = await keyPairs();
  return createIdp({
    entityId: IDP,
    ssoUrl: 'https://idp.example.test/sso',
    logoutUrl: 'https://idp.example.test/slo',
    keys: stranger ? keys.stranger : keys.idp,
    sp: { entityId: SP, acsUrl: ACS, logoutUrl: LOGOUT, certificate: keys.sp.certificate },
  });
}

export function expectations(changes: Partial<SamlExpectations> = {}): SamlExpectations {
  return {
    acsUrl: ACS,
    audience: SP,
    idpIssuer: IDP,
    nowMs: Date.now(),
    attributes: ['email', 'name', 'groups'],
    ...changes,
  };
}

export type Twist = (xml: string) => string;

/** A twist that must change something, or the test would prove nothing. */
export const replace =
  (from: string | RegExp, to: string): Twist =>
  (xml) => {
    const changed = xml.replace(from, to);
    if (changed === xml) throw new Error(`nothing was changed: ${String(from)}`);
    return changed;
  };

/** Remembers with which codes something was refused, to compare them with those in the source. */
export function createRefusals() {
  const seen = new Set<string>();
  return {
    codeOf: (work: () => unknown): string => {
      try {
        work();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const code = error.code.replace(/^saml\./, '');
        seen.add(code);
        return code;
      }
      return 'accepted';
    },
    /** Codes of a source file that no test met. */
    unseen: (file: string): string[] => {
      const source = readFileSync(new URL(`../../server/http/${file}`, import.meta.url), 'utf8');
      const said = /refuseSaml\((?:\w+ \? '([a-z-]+)' : )?'([a-z-]+)'|, '([a-z-]+)'\)/g;
      const codes = [...source.matchAll(said)].flatMap((match) => match.slice(1).filter(Boolean));
      if (codes.length < 10) throw new Error('the codes are not found in the source');
      return codes.filter((code) => !seen.has(code));
    },
  };
}
