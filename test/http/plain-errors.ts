// Errors as the house answers them, their page left out: what it would say is sent as JSON.

import type { ErrorRequestHandler } from 'express';
import { createErrorHandler } from '../../server/http/errors.ts';
import { createLog, type Log } from '../../server/platform/log.ts';

export function plainErrors(log: Log = createLog('silent', 'test')): ErrorRequestHandler {
  return createErrorHandler({
    log,
    translate: (_lang, key) => key,
    langOf: () => 'sv',
    drawError: (_asked, response, page) => {
      response.status(page.status).json({ code: page.code });
      return Promise.resolve();
    },
    signIn: () => '/sign-in',
  });
}
