// A SAML message in an address. The library accepts one without a signature and picks parameters by
// pattern; so what may stand in the address, and how often, is settled here before it looks.

import { inflateMessage, refuseSaml, SIGNATURE_ALGORITHMS } from './saml-gate.ts';

export type RedirectedMessage = {
  /** The query as it came, over which the signature stands. */
  readonly query: string;
  readonly message: Buffer;
  readonly parameters: Readonly<Record<string, string>>;
};

const NEEDED = ['SAMLResponse', 'SigAlg', 'Signature'];
const ALLOWED = [...NEEDED, 'RelayState'];

/** Reads a signed SAMLResponse out of an address. Refuses anything else by a code. */
export function readRedirect(url: string): RedirectedMessage {
  const [, query = ''] = /\?(.*)$/.exec(url) ?? [];
  const parameters = readParameters(query);
  const [message = '', algorithm = '', signature = ''] = NEEDED.map((name) => parameters[name]);
  if (message === '' || algorithm === '' || signature === '') refuseSaml('unsigned');
  if (!SIGNATURE_ALGORITHMS.includes(algorithm)) refuseSaml('algorithm');
  return { query, message: inflateMessage(message), parameters };
}

/** Each allowed parameter at most once, and no other. */
function readParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const pair of query.split('&')) {
    const [name = '', value = null, ...more] = pair.split('=');
    const isOne = ALLOWED.includes(name) && parameters[name] === undefined;
    if (!isOne || value === null || more.length > 0) return refuseSaml('parameters');
    parameters[name] = decode(value);
  }
  return parameters;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return refuseSaml('parameters');
  }
}
