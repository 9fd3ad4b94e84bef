// Addresses of ours, out of what a browser sent: nobody is ever led to another site by one of them.

import type { Request } from 'express';

/** `http://host` before the path, as a proxy's request has it; slashes that would name a host. */
const BEFORE_PATH = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?[/\\]*/i;
const MAX_LENGTH = 500;

/** Path and query that were asked for, as an address of ours whatever stood in the request. */
export function ownAddress({ originalUrl }: Pick<Request, 'originalUrl'>): string {
  return originalUrl.replace(BEFORE_PATH, '/');
}

/** The same without one parameter of its query. */
export function addressWithout(name: string, request: Pick<Request, 'originalUrl'>): string {
  const [path = '/', ...query] = ownAddress(request).split('?');
  const parameters = new URLSearchParams(query.join('?'));
  parameters.delete(name);
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

/** Where to lead somebody who has signed in: a path of ours that is a page, or the start page. */
export function localPath(path: string): string {
  const isLocal = /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= MAX_LENGTH;
  return isLocal && !path.startsWith('/sign-') && !path.startsWith('/saml/') ? path : '/';
}
