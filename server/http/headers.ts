// Headers on every answer. Pages get everything from here and nothing inline; a form may lead to the
// identity provider, since a browser holds form-action against where a POST is redirected too.

import type { RequestHandler } from 'express';
import type { Server } from 'node:http';
import helmet from 'helmet';

const NOTHING_OF_THE_DEVICE =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
  'magnetometer=(), microphone=(), midi=(), payment=(), usb=()';
const A_YEAR_SECONDS = 31_536_000;

/** `formTargets` are addresses of identity providers, of which the origins are let through. */
export function createHeaders(deps: {
  readonly baseUrl: string;
  readonly formTargets: readonly string[];
}): RequestHandler {
  const origins = [...new Set(deps.formTargets.map((target) => new URL(target).origin))];
  const secure = deps.baseUrl.startsWith('https://');
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'form-action': ["'self'", ...origins],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // With no-referrer a browser says `Origin: null` about our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: A_YEAR_SECONDS, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
  return (request, response, next) => {
    response.set('Permissions-Policy', NOTHING_OF_THE_DEVICE);
    // Whoever serves something for everybody (assets) says so itself.
    response.set('Cache-Control', 'no-store');
    protect(request, response, next);
  };
}

/** Nobody may hold a connection for ever, nor send headers drop by drop. */
export function setTimeouts(server: Server): void {
  server.headersTimeout = 15_000;
  server.requestTimeout = 10 * 60_000;
  server.keepAliveTimeout = 20_000;
  server.maxRequestsPerSocket = 10_000;
}
