// Every reason for which a SAML message is refused before any library reads it, told by a real message
// of another library that is changed in just that way.

import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import {
  decodeMessage,
  inflateMessage,
  MAX_SAML_BYTES,
  scan,
} from '../../server/http/saml-gate.ts';
import { demandSignedResponse } from '../../server/http/saml-profile.ts';
import { createRefusals, karin, replace, REQUEST_ID, theIdp, type Twist } from './saml-world.ts';

const { codeOf, unseen } = createRefusals();

function read(bytes: Buffer): void {
  demandSignedResponse(scan(bytes));
}

describe('the gate in front of SAML', () => {
  let message: string;

  before(async () => {
    message = await (await theIdp()).respond(karin, { requestId: REQUEST_ID });
  });

  it('lets an honest response through', () => {
    read(decodeMessage(message));
  });

  describe('on the way in', () => {
    it('refuses what is not base64 to the letter', () => {
      expect(codeOf(() => decodeMessage(`${message}%`))).to.equal('base64');
      expect(codeOf(() => decodeMessage(''))).to.equal('base64');
      expect(codeOf(() => decodeMessage('PHg+'.slice(0, 3)))).to.equal('base64');
    });

    it('refuses what is too large, before and after it is inflated', () => {
      const large = Buffer.alloc(MAX_SAML_BYTES + 1, ' ');
      expect(codeOf(() => decodeMessage(large.toString('base64')))).to.equal('too-large');
      expect(codeOf(() => scan(large))).to.equal('too-large');
      const packed = deflateRawSync(Buffer.alloc(MAX_SAML_BYTES * 40, 'x')).toString('base64');
      expect(packed.length).to.be.below(MAX_SAML_BYTES / 10);
      expect(codeOf(() => inflateMessage(packed))).to.equal('too-large');
    });

    it('refuses what does not inflate', () => {
      expect(codeOf(() => inflateMessage(Buffer.from('plain').toString('base64')))).to.equal(
        'inflate',
      );
    });

    it('refuses bytes that are not UTF-8, and a declaration that says something else', () => {
      expect(codeOf(() => scan(Buffer.from([0x3c, 0xe5, 0x2f, 0x3e])))).to.equal('encoding');
      const declared = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a/>');
      expect(codeOf(() => scan(declared))).to.equal('encoding');
    });
  });

  describe('in its one pass', () => {
    const changes: readonly [string, string, Twist][] = [
      ['malformed', 'XML that is cut off', (xml) => xml.slice(0, -20)],
      ['malformed', 'two roots', (xml) => `${xml}${xml}`],
      ['malformed', 'text outside the root', (xml) => `${xml}x`],
      ['malformed', 'something that is not XML', () => 'karin'],
      ['malformed', 'an entity that nobody declared', replace('karin-7', '&karin;')],
      ['doctype', 'a DOCTYPE', (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}`],
      ['comment', 'a comment inside a name', replace('karin-7', 'karin<!-- -->-7')],
      ['instruction', 'a processing instruction', replace('karin-7', '<?a b?>karin-7')],
      ['cdata', 'CDATA', replace('karin-7', '<![CDATA[karin-7]]>')],
      ['depth', 'too deep a nesting', replace('karin-7', '<a>'.repeat(40) + '</a>'.repeat(40))],
      ['elements', 'too many elements', replace('karin-7', '<a/>'.repeat(5001))],
      [
        'attributes',
        'too many attributes',
        replace(
          '<saml:Subject>',
          `<saml:Subject ${Array.from({ length: 33 }, (_, i) => `a${String(i)}="1"`).join(' ')}>`,
        ),
      ],
      ['text', 'too long a text', replace('karin-7', 'x'.repeat(40_000))],
      [
        'duplicate-id',
        'an id used twice',
        replace('<saml:Subject>', '<saml:Subject ID="_request-1"><saml:X Id="_request-1"/>'),
      ],
      ['algorithm', 'SHA-1', replace(/rsa-sha256/, 'rsa-sha1')],
      ['algorithm', 'a digest that is not listed', replace('xmlenc#sha256', 'xmlenc#md5')],
      ['algorithm', 'a transform that is not listed', replace('#enveloped-signature', '#base64')],
      [
        'signature-object',
        'an object inside a signature',
        replace('<ds:KeyInfo>', '<ds:Object/><ds:KeyInfo>'),
      ],
      [
        'look-alike',
        'an assertion of another namespace',
        replace('<samlp:Status>', '<Assertion xmlns="urn:x"/><samlp:Status>'),
      ],
      [
        'encrypted',
        'an encrypted assertion',
        replace('<samlp:Status>', '<saml:EncryptedAssertion/><samlp:Status>'),
      ],
    ];
    for (const [code, what, twist] of changes) {
      it(`refuses ${what}`, () => {
        const xml = decodeMessage(message).toString('utf8');
        expect(codeOf(() => scan(Buffer.from(twist(xml))))).to.equal(code);
      });
    }
  });

  describe('about signatures', () => {
    const signatureOf = /<ds:Signature[\s\S]*?<\/ds:Signature>/;
    const changes: readonly [string, string, Twist][] = [
      ['signature-missing', 'a response that is not signed', replace(signatureOf, '')],
      [
        'signature-missing',
        'an assertion that is not signed',
        (xml) => {
          const at = xml.indexOf('<saml:Assertion');
          return xml.slice(0, at) + xml.slice(at).replace(signatureOf, '');
        },
      ],
      ['signature-reference', 'a signature over something else', replace(/URI="#_/, 'URI="#x_')],
      [
        'signature-reference',
        'a signature over two things',
        replace(/<\/ds:SignedInfo>/, '<ds:Reference URI="#x"/></ds:SignedInfo>'),
      ],
      [
        'signatures',
        'a signature somewhere else',
        replace(
          '<saml:Subject>',
          '<saml:Subject><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
        ),
      ],
    ];
    for (const [code, what, twist] of changes) {
      it(`refuses ${what}`, () => {
        const xml = twist(decodeMessage(message).toString('utf8'));
        expect(
          codeOf(() => {
            read(Buffer.from(xml));
          }),
        ).to.equal(code);
      });
    }
  });

  describe('in all', () => {
    it('has a test here for every code that the gate refuses with', () => {
      expect(unseen('saml-gate.ts')).to.deep.equal([]);
    });
  });
});
