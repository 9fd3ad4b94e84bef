// The Web SSO profile, held to the letter: what a response must say before anybody is let in, and
// the one place where an identity is read out of it. It is run twice: on what came, so that bad
// messages fall before the library works on them, and on the bytes whose signature held.

import { toInstant, type Instant } from '../kernel/calendar.ts';
import {
  demandOwnSignatures,
  findAll,
  NAMESPACE,
  refuseSaml,
  type SamlElement,
} from './saml-gate.ts';

/** What this service and its identity provider agreed on. Moments and lengths in milliseconds. */
export type SamlExpectations = {
  readonly acsUrl: string;
  readonly audience: string;
  readonly idpIssuer: string;
  readonly nowMs: number;
  /** Names of attributes that may be used; all others are dropped unread. */
  readonly attributes: readonly string[];
};

/** Who the identity provider says that it is, and for how long. */
export type SamlIdentity = {
  readonly issuer: string;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly assertionId: string;
  readonly requestId: string;
  readonly sessionIndex: string | null;
  /** When the identity provider wants the session ended, if it says so. */
  readonly endsAt: Instant | null;
  /** After this moment the assertion is worth nothing. */
  readonly usableUntil: Instant;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
};

const SKEW_MS = 5000;
/** How old a message may be, and how far ahead its validity may reach. */
const MAX_AGE_MS = 10 * 60_000;
const MAX_VALIDITY_MS = 24 * 3_600_000;
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const ONCE = ['Response', 'Assertion', 'Subject', 'NameID', 'AuthnStatement', 'Conditions'];
const CHILDREN_OF_RESPONSE = ['Issuer', 'Signature', 'Status', 'Assertion'];
const CHILDREN_OF_ASSERTION = [
  'Issuer',
  'Signature',
  'Subject',
  'Conditions',
  'AuthnStatement',
  'AttributeStatement',
];

/** Holds that both the response and its only assertion are signed, each by a signature of its own. */
export function demandSignedResponse(response: SamlElement): void {
  const assertion = the(response, 'Assertion', 'assertions');
  demandOwnSignatures(response, [response, assertion]);
}

/** Reads who signed in. Refuses, by a code for each reason, whatever the profile does not allow. */
export function readIdentity(response: SamlElement, expected: SamlExpectations): SamlIdentity {
  demandResponse(response, expected);
  const assertion = the(response, 'Assertion', 'assertions');
  demandAssertion(assertion, expected);
  const subject = the(assertion, 'Subject', 'subject');
  const nameId = the(subject, 'NameID', 'subject');
  const { requestId, usableUntilMs } = readConfirmation(subject, expected);
  if (response.attributes.get('InResponseTo') !== requestId) refuseSaml('in-response-to');
  demandConditions(assertion, expected);
  const authentication = the(assertion, 'AuthnStatement', 'authn-statement');
  return {
    issuer: expected.idpIssuer,
    nameId: textOf(nameId, 'subject'),
    nameIdFormat: nameId.attributes.get('Format') ?? null,
    assertionId: assertion.attributes.get('ID') ?? '',
    requestId,
    sessionIndex: authentication.attributes.get('SessionIndex') ?? null,
    endsAt: readSessionEnd(authentication, expected),
    usableUntil: toInstant(new Date(usableUntilMs + SKEW_MS)),
    attributes: readAttributes(assertion, expected),
  };
}

/** Holds that a message is the identity provider's own, fresh, successful answer to a logout. */
export function demandLogoutResponse(
  response: SamlElement,
  expected: Pick<SamlExpectations, 'idpIssuer' | 'nowMs'> & { readonly logoutUrl: string },
): string {
  if (response.name !== 'LogoutResponse' || response.namespace !== NAMESPACE.protocol) {
    refuseSaml('root');
  }
  demandEnvelope(response, expected);
  if (response.attributes.get('Destination') !== expected.logoutUrl) refuseSaml('destination');
  demandSuccess(response);
  return response.attributes.get('InResponseTo') ?? refuseSaml('in-response-to');
}

function demandResponse(response: SamlElement, expected: SamlExpectations): void {
  if (response.name !== 'Response' || response.namespace !== NAMESPACE.protocol) refuseSaml('root');
  if (response.attributes.get('Destination') !== expected.acsUrl) refuseSaml('destination');
  demandEnvelope(response, expected);
  demandSuccess(response);
  demandOnlyChildren(response, CHILDREN_OF_RESPONSE);
  for (const name of ONCE) {
    if (findAll(response, name).length !== 1) refuseSaml(codeOfCount(name));
  }
}

function codeOfCount(name: string): string {
  if (name === 'Assertion') return 'assertions';
  if (name === 'AuthnStatement') return 'authn-statement';
  if (name === 'Conditions') return 'conditions';
  return name === 'Response' ? 'root' : 'subject';
}

function demandAssertion(assertion: SamlElement, expected: SamlExpectations): void {
  demandEnvelope(assertion, expected);
  if ((assertion.attributes.get('ID') ?? '') === '') refuseSaml('assertions');
  demandOnlyChildren(assertion, CHILDREN_OF_ASSERTION);
}

function demandEnvelope(
  element: SamlElement,
  expected: Pick<SamlExpectations, 'idpIssuer' | 'nowMs'>,
): void {
  if (element.attributes.get('Version') !== '2.0') refuseSaml('version');
  const issuer = the(element, 'Issuer', 'issuer');
  if (textOf(issuer, 'issuer') !== expected.idpIssuer) refuseSaml('issuer');
  const issuedMs = momentOf(element, 'IssueInstant', 'issue-instant');
  const tooNew = issuedMs > expected.nowMs + SKEW_MS;
  if (tooNew || issuedMs < expected.nowMs - MAX_AGE_MS - SKEW_MS) refuseSaml('issue-instant');
}

function demandSuccess(response: SamlElement): void {
  const status = the(response, 'Status', 'status');
  const code = the(status, 'StatusCode', 'status');
  if (code.attributes.get('Value') !== SUCCESS) refuseSaml('status');
  demandOnlyChildren(status, ['StatusCode', 'StatusMessage']);
}

function readConfirmation(subject: SamlElement, expected: SamlExpectations) {
  const confirmation = the(subject, 'SubjectConfirmation', 'bearer');
  if (confirmation.attributes.get('Method') !== BEARER) refuseSaml('bearer');
  const data = the(confirmation, 'SubjectConfirmationData', 'bearer');
  if (data.attributes.get('Recipient') !== expected.acsUrl) refuseSaml('recipient');
  if (data.attributes.has('NotBefore')) refuseSaml('bearer');
  const untilMs = momentOf(data, 'NotOnOrAfter', 'confirmation-time');
  demandStillOpen(untilMs, expected.nowMs, 'confirmation-time');
  const requestId = data.attributes.get('InResponseTo') ?? '';
  if (requestId === '') refuseSaml('in-response-to');
  return { requestId, usableUntilMs: untilMs };
}

function demandConditions(assertion: SamlElement, expected: SamlExpectations): void {
  const conditions = the(assertion, 'Conditions', 'conditions');
  const fromMs = conditions.attributes.has('NotBefore')
    ? momentOf(conditions, 'NotBefore', 'conditions-time')
    : expected.nowMs;
  if (fromMs > expected.nowMs + SKEW_MS) refuseSaml('conditions-time');
  const untilMs = momentOf(conditions, 'NotOnOrAfter', 'conditions-time');
  demandStillOpen(untilMs, expected.nowMs, 'conditions-time');
  const restriction = the(conditions, 'AudienceRestriction', 'audience');
  const audiences = restriction.children.map((child) => textOf(child, 'audience'));
  if (!audiences.includes(expected.audience)) refuseSaml('audience');
}

function demandStillOpen(untilMs: number, nowMs: number, code: string): void {
  if (untilMs <= nowMs - SKEW_MS || untilMs > nowMs + MAX_VALIDITY_MS) refuseSaml(code);
}

function readSessionEnd(authentication: SamlElement, expected: SamlExpectations): Instant | null {
  if (!authentication.attributes.has('SessionNotOnOrAfter')) return null;
  const endsMs = momentOf(authentication, 'SessionNotOnOrAfter', 'session-ended');
  if (endsMs <= expected.nowMs) refuseSaml('session-ended');
  return toInstant(new Date(endsMs));
}

function readAttributes(
  assertion: SamlElement,
  expected: SamlExpectations,
): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const statements = assertion.children.filter((child) => child.name === 'AttributeStatement');
  for (const attribute of statements.flatMap((statement) => statement.children)) {
    const name = attribute.attributes.get('Name') ?? '';
    if (attribute.name !== 'Attribute' || !expected.attributes.includes(name)) continue;
    if (found.has(name)) refuseSaml('attribute-twice');
    found.set(
      name,
      attribute.children.map((value) => textOf(value, 'attribute')),
    );
  }
  return found;
}

/** The only child of a name, in the namespace where that name belongs. */
function the(parent: SamlElement, name: string, code: string): SamlElement {
  const namespace = name.startsWith('Status') ? NAMESPACE.protocol : NAMESPACE.assertion;
  const [found, ...more] = parent.children.filter((child) => child.name === name);
  if (found === undefined || more.length > 0 || found.namespace !== namespace) {
    return refuseSaml(code);
  }
  return found;
}

function demandOnlyChildren(parent: SamlElement, names: readonly string[]): void {
  if (parent.children.some((child) => !names.includes(child.name))) refuseSaml('unexpected');
}

/** The text of an element without children. Padding is refused: it makes two names out of one. */
function textOf(element: SamlElement, code: string): string {
  const empty = element.text === '' || element.text !== element.text.trim();
  return empty || element.children.length > 0 ? refuseSaml(code) : element.text;
}

function momentOf(element: SamlElement, name: string, code: string): number {
  const text = element.attributes.get(name) ?? '';
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? refuseSaml(code) : moment;
}
