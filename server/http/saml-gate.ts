// What a SAML message must look like before any library reads it: one bounded pass over the decoded
// bytes. It lets through small, plain XML of one known shape and refuses the rest by code. It trusts
// nothing that it reads: who somebody is, only saml-profile.ts says, and from the signed bytes.

import { inflateRawSync } from 'node:zlib';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Refusal } from '../kernel/refusal.ts';

/** An element as the house reads it: nothing but names, plain attributes, children and text. */
export type SamlElement = {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly SamlElement[];
  readonly text: string;
};

type OpenElement = Omit<SamlElement, 'children' | 'text' | 'attributes'> & {
  attributes: Map<string, string>;
  children: OpenElement[];
  text: string;
};

export const NAMESPACE = {
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
} as const;

/** No message is bigger, before or after it is inflated. */
export const MAX_SAML_BYTES = 262_144;
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 5000;
const MAX_ATTRIBUTES = 32;
const MAX_TEXT = 32_768;

const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
/** RSA with SHA-256 and up: also what a redirect's SigAlg may say. */
export const SIGNATURE_ALGORITHMS: readonly string[] = [256, 384, 512].map(
  (bits) => `http://www.w3.org/2001/04/xmldsig-more#rsa-sha${String(bits)}`,
);
const ALGORITHMS = new Map<string, readonly string[]>([
  ['SignatureMethod', SIGNATURE_ALGORITHMS],
  [
    'DigestMethod',
    [
      'http://www.w3.org/2001/04/xmlenc#sha256',
      'http://www.w3.org/2001/04/xmldsig-more#sha384',
      'http://www.w3.org/2001/04/xmlenc#sha512',
    ],
  ],
  ['CanonicalizationMethod', [EXCLUSIVE_C14N]],
  ['Transform', [EXCLUSIVE_C14N, `${NAMESPACE.signature}enveloped-signature`]],
]);
/** Names that only SAML and XML signatures may use here; elsewhere they are somebody's disguise. */
const GUARDED = /^(Response|Assertion|EncryptedAssertion|EncryptedID|Signature|Subject|NameID)$/;
const KNOWN_NAMESPACES = new Set<string>(Object.values(NAMESPACE));
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The "no" of everything that has to do with SAML; its code goes to the log, never to the page. */
export function refuseSaml(code: string): never {
  throw new Refusal('forbidden', `saml.${code}`);
}

/** The bytes of a posted message. Refuses what is too large or not base64 to the letter. */
export function decodeMessage(base64: string): Buffer {
  const text = base64.replace(/[\r\n]/g, '');
  if (text.length > Math.ceil(MAX_SAML_BYTES / 3) * 4) refuseSaml('too-large');
  if (text === '' || !BASE64.test(text)) refuseSaml('base64');
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > MAX_SAML_BYTES ? refuseSaml('too-large') : bytes;
}

/** The bytes of a message that came in an address: base64 of raw deflate. */
export function inflateMessage(base64: string): Buffer {
  const packed = decodeMessage(base64);
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_SAML_BYTES });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    return refuseSaml(tooLarge ? 'too-large' : 'inflate');
  }
}

/**
 * Reads bytes into a tree in one pass. Refuses sizes, encodings, DOCTYPE, comments, processing
 * instructions, CDATA, ids used twice, algorithms that are not listed and elements in disguise.
 */
export function scan(bytes: Buffer): SamlElement {
  if (bytes.length > MAX_SAML_BYTES) refuseSaml('too-large');
  const text = toText(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) refuseSaml('doctype');
  const tree = createTree();
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => refuseSaml('malformed'));
  parser.on('doctype', () => refuseSaml('doctype'));
  parser.on('comment', () => refuseSaml('comment'));
  parser.on('processinginstruction', () => refuseSaml('instruction'));
  parser.on('cdata', () => refuseSaml('cdata'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-8$/i.test(encoding)) refuseSaml('encoding');
  });
  parser.on('opentag', tree.open);
  parser.on('text', tree.text);
  parser.on('closetag', tree.close);
  parser.write(text).close();
  return tree.root();
}

/** All elements of a tree with a name, whatever their namespace. */
export function findAll(element: SamlElement, name: string): SamlElement[] {
  const here = element.name === name ? [element] : [];
  return [...here, ...element.children.flatMap((child) => findAll(child, name))];
}

/**
 * Holds that an element carries one signature of its own, as a direct child, over itself and
 * nothing else; and that there is no other signature in the tree than those of `signed`.
 */
export function demandOwnSignatures(root: SamlElement, signed: readonly SamlElement[]): void {
  for (const element of signed) demandOwnSignature(element);
  if (findAll(root, 'Signature').length !== signed.length) refuseSaml('signatures');
}

function demandOwnSignature(element: SamlElement): void {
  const own = element.children.filter((child) => child.name === 'Signature');
  const [signature] = own;
  if (signature === undefined || own.length !== 1) return refuseSaml('signature-missing');
  const [reference, ...more] = findAll(signature, 'Reference');
  if (reference === undefined || more.length > 0) return refuseSaml('signature-reference');
  const id = element.attributes.get('ID') ?? '';
  if (id === '' || reference.attributes.get('URI') !== `#${id}`) refuseSaml('signature-reference');
}

function toText(bytes: Buffer): string {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuseSaml('encoding');
  }
  if (!text.trimStart().startsWith('<')) refuseSaml('malformed');
  return text;
}

function createTree() {
  let root: OpenElement | null = null;
  let elements = 0;
  const open: OpenElement[] = [];
  const ids = new Set<string>();
  return {
    open: (tag: SaxesTagNS) => {
      elements += 1;
      if (elements > MAX_ELEMENTS) refuseSaml('elements');
      if (open.length >= MAX_DEPTH) refuseSaml('depth');
      const element = toElement(tag, ids);
      demandHonestElement(element);
      const parent = open.at(-1);
      if (parent === undefined) root = element;
      else parent.children.push(element);
      open.push(element);
    },
    text: (piece: string) => {
      const element = open.at(-1);
      if (element === undefined) {
        if (piece.trim() !== '') refuseSaml('malformed');
        return;
      }
      element.text += piece;
      if (element.text.length > MAX_TEXT) refuseSaml('text');
    },
    close: () => {
      open.pop();
    },
    root: (): SamlElement => root ?? refuseSaml('malformed'),
  };
}

function toElement(tag: SaxesTagNS, ids: Set<string>): OpenElement {
  const attributes = new Map<string, string>();
  const all = Object.values(tag.attributes);
  if (all.length > MAX_ATTRIBUTES) refuseSaml('attributes');
  for (const attribute of all) {
    if (attribute.prefix === '') attributes.set(attribute.local, attribute.value);
    if (!/^(id|assertionid)$/i.test(attribute.local)) continue;
    if (ids.has(attribute.value)) refuseSaml('duplicate-id');
    ids.add(attribute.value);
  }
  return { namespace: tag.uri, name: tag.local, attributes, children: [], text: '' };
}

function demandHonestElement(element: OpenElement): void {
  if (element.namespace === NAMESPACE.signature) {
    const allowed = ALGORITHMS.get(element.name);
    const algorithm = element.attributes.get('Algorithm') ?? '';
    if (allowed !== undefined && !allowed.includes(algorithm)) refuseSaml('algorithm');
    if (/^(Object|Manifest)$/.test(element.name)) refuseSaml('signature-object');
    return;
  }
  if (element.name.startsWith('Encrypted')) refuseSaml('encrypted');
  if (GUARDED.test(element.name) && !KNOWN_NAMESPACES.has(element.namespace)) {
    refuseSaml('look-alike');
  }
}
