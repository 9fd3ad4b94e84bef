// An identity provider's half of SAML, by samlify: another library than the one that the house signs
// in with, so that each checks the other. The development identity provider and the tests speak by it.

import { randomUUID } from 'node:crypto';
import samlify from 'samlify';
import { generate } from 'selfsigned';

export type KeyPair = { readonly privateKey: string; readonly certificate: string };

export type IdpSettings = {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly logoutUrl: string;
  readonly keys: KeyPair;
  readonly sp: {
    readonly entityId: string;
    readonly acsUrl: string;
    readonly logoutUrl: string;
    readonly certificate: string;
  };
};

/** Who signs in, as the identity provider knows the person. */
export type IdpPerson = {
  readonly nameId: string;
  readonly email: string;
  readonly name: string;
  readonly groups: readonly string[];
};

/** Changes a message before it is signed: tests say with it what an honest provider never would. */
export type Twist = (xml: string) => string;

const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const VALID_MS = 5 * 60_000;

const RESPONSE =
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ' +
  'ID="{ID}" Version="2.0" IssueInstant="{Now}" Destination="{Acs}" InResponseTo="{RequestId}">' +
  '<saml:Issuer>{Issuer}</saml:Issuer>' +
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>' +
  '<saml:Assertion ID="{AssertionId}" Version="2.0" IssueInstant="{Now}"><saml:Issuer>{Issuer}</saml:Issuer>' +
  '<saml:Subject><saml:NameID Format="{NameIdFormat}">{NameId}</saml:NameID>' +
  '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">' +
  '<saml:SubjectConfirmationData NotOnOrAfter="{Until}" Recipient="{Acs}" InResponseTo="{RequestId}"/>' +
  '</saml:SubjectConfirmation></saml:Subject>' +
  '<saml:Conditions NotBefore="{Now}" NotOnOrAfter="{Until}"><saml:AudienceRestriction>' +
  '<saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>' +
  '<saml:AuthnStatement AuthnInstant="{Now}" SessionIndex="{SessionIndex}"><saml:AuthnContext>' +
  '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>' +
  '</saml:AuthnContext></saml:AuthnStatement>' +
  '<saml:AttributeStatement>{Attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>';

/** A key pair with a certificate that anyone can make: enough for development and tests. */
export async function makeKeyPair(commonName: string): Promise<KeyPair> {
  const pems = await generate([{ name: 'commonName', value: commonName }], {
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 5 * 365 * 86_400_000),
  });
  return { privateKey: pems.private, certificate: pems.cert };
}

/** Reads signed requests of one service, and answers them with signed messages. */
export function createIdp(settings: IdpSettings) {
  // The service that asks is known and its requests are signed: their XML is not held to a schema.
  samlify.setSchemaValidator({ validate: () => Promise.resolve('not validated') });
  const idp = createIdentityProvider(settings);
  const sp = createServiceProvider(settings);
  return {
    metadata: () => idp.getMetadata(),

    /** The id of a signed sign-in request that came in an address. */
    readSignInRequest: async (query: Record<string, string>, octets: string): Promise<string> => {
      const read = await idp.parseLoginRequest(sp, 'redirect', {
        query,
        octetString: octets,
      });
      return idOf(read.extract);
    },

    /** A signed answer, base64, as it is posted by the person's browser. */
    respond: async (
      person: IdpPerson,
      { requestId, twist = (xml) => xml }: { requestId: string; twist?: Twist },
    ): Promise<string> => {
      const values = valuesOf(settings, person, requestId);
      const answer = await idp.createLoginResponse(
        sp,
        asked(requestId),
        'post',
        {},
        {
          customTagReplacement: (template) => ({
            id: values.ID,
            context: twist(fill(template, values).replace('{Attributes}', attributesOf(person))),
          }),
        },
      );
      return answer.context;
    },

    /** The id of a signed sign-out request that came in an address. */
    readSignOutRequest: async (query: Record<string, string>, octets: string): Promise<string> => {
      const read = await idp.parseLogoutRequest(sp, 'redirect', {
        query,
        octetString: octets,
      });
      return idOf(read.extract);
    },

    /** The address that tells the service, signed, that the person is signed out. */
    signOutAnswer: (requestId: string, relayState: string): string =>
      idp.createLogoutResponse(sp, asked(requestId), 'redirect', { relayState }).context,
  };
}

export type Idp = ReturnType<typeof createIdp>;

function createIdentityProvider({ entityId, ssoUrl, logoutUrl, keys }: IdpSettings) {
  return samlify.IdentityProvider({
    entityID: entityId,
    privateKey: keys.privateKey,
    signingCert: keys.certificate,
    isAssertionEncrypted: false,
    wantAuthnRequestsSigned: true,
    wantLogoutRequestSigned: true,
    requestSignatureAlgorithm: RSA_SHA256,
    nameIDFormat: [PERSISTENT],
    singleSignOnService: [{ Binding: REDIRECT, Location: ssoUrl }],
    singleLogoutService: [{ Binding: REDIRECT, Location: logoutUrl }],
    loginResponseTemplate: { context: RESPONSE, attributes: [] },
  });
}

function createServiceProvider({ sp }: IdpSettings) {
  return samlify.ServiceProvider({
    entityID: sp.entityId,
    signingCert: sp.certificate,
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    wantMessageSigned: true,
    wantLogoutResponseSigned: true,
    requestSignatureAlgorithm: RSA_SHA256,
    nameIDFormat: [PERSISTENT],
    assertionConsumerService: [{ Binding: POST, Location: sp.acsUrl }],
    singleLogoutService: [{ Binding: REDIRECT, Location: sp.logoutUrl }],
  });
}

function valuesOf(settings: IdpSettings, person: IdpPerson, requestId: string) {
  const now = Date.now();
  return {
    ID: `_${randomUUID()}`,
    AssertionId: `_${randomUUID()}`,
    Now: new Date(now).toISOString(),
    Until: new Date(now + VALID_MS).toISOString(),
    Acs: settings.sp.acsUrl,
    RequestId: requestId,
    Issuer: settings.entityId,
    NameIdFormat: PERSISTENT,
    NameId: person.nameId,
    Audience: settings.sp.entityId,
    SessionIndex: `_${randomUUID()}`,
  };
}

function attributesOf(person: IdpPerson): string {
  const attribute = (name: string, values: readonly string[]) =>
    `<saml:Attribute Name="${name}">` +
    values
      .map((value) => `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue>`)
      .join('') +
    '</saml:Attribute>';
  return (
    attribute('email', [person.email]) +
    attribute('name', [person.name]) +
    attribute('groups', person.groups)
  );
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (tag, name: string) =>
    values[name] === undefined ? tag : escapeXml(values[name]),
  );
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);
}

function asked(requestId: string) {
  return { extract: { request: { id: requestId } } };
}

function idOf(extract: unknown): string {
  const { request } = extract as { request?: { id?: string } };
  return request?.id ?? '';
}
