// What makes the pages smoother. Every page works without it: htmx only enhances what is already a
// form or a link, and nothing is evaluated.

import htmx from 'htmx.org';
import { followForms } from './forms.ts';
import { followPage } from './live.ts';

Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  selfRequestsOnly: true,
  // Pages hold personal data: none of them is kept in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '[45]..', swap: false, error: true },
  ],
});

// An answer that is not swapped in must still be seen: load the page as if there were no script.
document.addEventListener('htmx:responseError', (event) => {
  const { requestConfig } = (
    event as CustomEvent<{ requestConfig: { path: string; verb: string } }>
  ).detail;
  if (requestConfig.verb === 'get') location.assign(requestConfig.path);
  else location.reload();
});

followForms();
followPage();
