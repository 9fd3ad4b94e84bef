// The Web SSO profile to the letter: messages of another library that are signed all the same, each
// with one thing in it that the profile does not allow.

import { expect } from 'chai';
import {
  decodeMessage,
  inflateMessage,
  scan,
  type SamlElement,
} from '../../server/http/saml-gate.ts';
import {
  demandLogoutResponse,
  demandSignedResponse,
  readIdentity,
  type SamlIdentity,
} from '../../server/http/saml-profile.ts';
import {
  createRefusals,
  expectations,
  IDP,
  karin,
  LOGOUT,
  replace,
  REQUEST_ID,
  theIdp,
  type Twist,
} from './saml-world.ts';

const { codeOf, unseen } = createRefusals();

function read(bytes: Buffer, nowMs = Date.now()): SamlIdentity {
  const response = scan(bytes);
  demandSignedResponse(response);
  return readIdentity(response, expectations({ nowMs }));
}

describe('the profile of SAML', () => {
  let message: string;

  before(async () => {
    message = await (await theIdp()).respond(karin, { requestId: REQUEST_ID });
  });

  it('lets an honest response through, and reads who it is', () => {
    const identity = read(decodeMessage(message));
    expect(identity.nameId).to.equal('karin-7');
    expect(identity.issuer).to.equal(IDP);
    expect(identity.requestId).to.equal(REQUEST_ID);
    expect(identity.endsAt).to.equal(null);
    expect(identity.sessionIndex).to.match(/^_/);
    expect([...identity.attributes]).to.deep.equal([
      ['email', ['Karin.Ek@example.test']],
      ['name', ['Karin Ek & Co']],
      ['groups', ['jarnkoll-ekonomi', 'alla <anställda>']],
    ]);
  });

  it('reads when the identity provider wants the session ended', async () => {
    const ends = new Date(Date.now() + 3_600_000).toISOString();
    const twist = replace(' SessionIndex=', ` SessionNotOnOrAfter="${ends}" SessionIndex=`);
    const limited = await (await theIdp()).respond(karin, { requestId: REQUEST_ID, twist });
    expect(read(decodeMessage(limited)).endsAt).to.equal(ends);
  });

  describe('about a response', () => {
    const past = new Date(Date.now() - 60_000).toISOString();
    // Worked out when the file is read, long before its tests run in a whole run.
    const future = new Date(Date.now() + 12 * 3_600_000).toISOString();
    const far = new Date(Date.now() + 48 * 3_600_000).toISOString();
    const changes: readonly [string, string, Twist][] = [
      [
        'destination',
        'another destination',
        replace(/ Destination="[^"]*"/, ' Destination="https://other.example.test/saml/acs"'),
      ],
      ['version', 'another version', replace('Version="2.0"', 'Version="1.1"')],
      [
        'version',
        'another version of the assertion',
        (xml) => xml.replace(/(<saml:Assertion[^>]*)Version="2.0"/, '$1Version="2.1"'),
      ],
      ['issuer', 'another issuer of the response', replace(IDP, 'https://other.example.test/')],
      [
        'issuer',
        'another issuer of the assertion',
        (xml) =>
          xml.replace(/(<saml:Assertion.*?<saml:Issuer>)[^<]*/, '$1https://other.example.test/'),
      ],
      [
        'issuer',
        'an issuer with padding',
        replace(`${IDP}</saml:Issuer>`, `${IDP} </saml:Issuer>`),
      ],
      [
        'issue-instant',
        'an old response',
        replace(/IssueInstant="[^"]*"/, 'IssueInstant="2020-01-01T00:00:00Z"'),
      ],
      [
        'issue-instant',
        'a response from the future',
        replace(/IssueInstant="[^"]*"/, `IssueInstant="${future}"`),
      ],
      [
        'issue-instant',
        'a moment without a zone',
        replace(/IssueInstant="[^"]*"/, 'IssueInstant="2026-01-01T00:00:00"'),
      ],
      ['status', 'a status other than success', replace('status:Success', 'status:Requester')],
      ['status', 'no status', replace(/<samlp:Status>.*<\/samlp:Status>/, '')],
      ['unexpected', 'extensions', replace('<samlp:Status>', '<samlp:Extensions/><samlp:Status>')],
      [
        'unexpected',
        'a status with details',
        replace('</samlp:Status>', '<samlp:StatusDetail/></samlp:Status>'),
      ],
      [
        'unexpected',
        'advice in the assertion',
        replace('<saml:Subject>', '<saml:Advice/><saml:Subject>'),
      ],
      [
        'subject',
        'an identity outside the assertion',
        replace(
          'status:Success"/>',
          'status:Success"><saml:NameID>eva</saml:NameID></samlp:StatusCode>',
        ),
      ],
      ['subject', 'a name with padding', replace('karin-7', 'karin-7 ')],
      ['subject', 'a name with elements in it', replace('karin-7', 'karin<saml:b/>-7')],
      ['subject', 'no subject', replace(/<saml:Subject>.*<\/saml:Subject>/, '')],
      ['bearer', 'another way to confirm the subject', replace('cm:bearer', 'cm:sender-vouches')],
      [
        'bearer',
        'a bearer confirmation that begins later',
        replace(
          '<saml:SubjectConfirmationData ',
          `<saml:SubjectConfirmationData NotBefore="${past}" `,
        ),
      ],
      [
        'recipient',
        'another recipient',
        replace(/Recipient="[^"]*"/, 'Recipient="https://other.example.test/"'),
      ],
      [
        'confirmation-time',
        'a confirmation that has ended',
        replace(/(SubjectConfirmationData NotOnOrAfter=")[^"]*/, `$1${past}`),
      ],
      [
        'confirmation-time',
        'a confirmation without an end',
        replace(/(SubjectConfirmationData) NotOnOrAfter="[^"]*"/, '$1'),
      ],
      [
        'confirmation-time',
        'a confirmation for days',
        replace(/(SubjectConfirmationData NotOnOrAfter=")[^"]*/, `$1${far}`),
      ],
      [
        'in-response-to',
        'a subject that answers nothing',
        replace(/ InResponseTo="_request-1"\/>/, '/>'),
      ],
      [
        'in-response-to',
        'a subject that answers something else than the response',
        replace(/InResponseTo="_request-1"\/>/, 'InResponseTo="_request-2"/>'),
      ],
      ['conditions', 'no conditions', replace(/<saml:Conditions.*<\/saml:Conditions>/, '')],
      [
        'conditions-time',
        'conditions that have ended',
        replace(/(Conditions NotBefore="[^"]*" NotOnOrAfter=")[^"]*/, `$1${past}`),
      ],
      [
        'conditions-time',
        'conditions that begin later',
        replace(/(Conditions NotBefore=")[^"]*/, `$1${future}`),
      ],
      [
        'audience',
        'another audience',
        replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example.test/'),
      ],
      [
        'audience',
        'no audience',
        replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
      ],
      [
        'authn-statement',
        'nobody having signed in',
        replace(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, ''),
      ],
      [
        'session-ended',
        'a session that has ended',
        replace(' SessionIndex=', ` SessionNotOnOrAfter="${past}" SessionIndex=`),
      ],
      ['attribute-twice', 'an attribute said twice', replace('Name="name"', 'Name="email"')],
      ['attribute', 'an attribute with elements in it', replace('Karin.Ek@', 'Karin<b/>.Ek@')],
    ];
    for (const [code, what, twist] of changes) {
      it(`refuses ${what}`, async () => {
        const signed = await (await theIdp()).respond(karin, { requestId: REQUEST_ID, twist });
        expect(codeOf(() => read(decodeMessage(signed)))).to.equal(code);
      });
    }

    it('refuses another kind of message', () => {
      const xml = decodeMessage(message).toString('utf8');
      const other = xml.replaceAll('samlp:Response', 'samlp:ArtifactResponse');
      expect(codeOf(() => read(Buffer.from(other)))).to.equal('root');
    });

    it('refuses a response that became too old on its way', () => {
      const late = Date.now() + 11 * 60_000;
      expect(codeOf(() => read(decodeMessage(message), late))).to.equal('issue-instant');
    });

    it('bears clocks that differ by up to five seconds', () => {
      const bytes = decodeMessage(message);
      const issued = /IssueInstant="([^"]*)"/.exec(bytes.toString('utf8'))?.[1] ?? '';
      expect(read(bytes, Date.parse(issued) - 4999).nameId).to.equal('karin-7');
      expect(codeOf(() => read(bytes, Date.parse(issued) - 5001))).to.equal('issue-instant');
    });
  });

  describe('about the answer to a logout', () => {
    let answer: SamlElement;
    const answerOf = async (twist: Twist = (xml) => xml) => {
      const url = new URL((await theIdp()).signOutAnswer(REQUEST_ID, ''));
      const xml = inflateMessage(url.searchParams.get('SAMLResponse') ?? '').toString('utf8');
      return scan(Buffer.from(twist(xml)));
    };
    const hold = (response: SamlElement) =>
      demandLogoutResponse(response, { idpIssuer: IDP, nowMs: Date.now(), logoutUrl: LOGOUT });

    before(async () => {
      answer = await answerOf();
    });

    it('lets an honest one through', () => {
      expect(hold(answer)).to.equal(REQUEST_ID);
    });

    const changes: readonly [string, string, Twist][] = [
      ['root', 'another kind of message', (xml) => xml.replaceAll('LogoutResponse', 'Response')],
      ['destination', 'another destination', replace(LOGOUT, 'https://other.example.test/')],
      ['issuer', 'another issuer', replace(IDP, 'https://other.example.test/')],
      ['status', 'a status other than success', replace('status:Success', 'status:Responder')],
      ['in-response-to', 'an answer to nothing', replace(/ InResponseTo="[^"]*"/, '')],
    ];
    for (const [code, what, twist] of changes) {
      it(`refuses ${what}`, async () => {
        const changed = await answerOf(twist);
        expect(codeOf(() => hold(changed))).to.equal(code);
      });
    }
  });

  it('refuses a response with two assertions, or none', () => {
    const xml = decodeMessage(message).toString('utf8');
    const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;
    const two = xml.replace('</samlp:Response>', '<saml:Assertion ID="_b"/></samlp:Response>');
    expect(codeOf(() => read(Buffer.from(two)))).to.equal('assertions');
    expect(codeOf(() => read(Buffer.from(xml.replace(assertion, ''))))).to.equal('assertions');
  });

  describe('in all', () => {
    it('has a test here for every code that the profile refuses with', () => {
      expect(unseen('saml-profile.ts')).to.deep.equal([]);
    });
  });
});
