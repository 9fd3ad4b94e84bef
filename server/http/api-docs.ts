// The API's own description: OpenAPI for machines, a page for people, both from the registrations.

import { z } from 'zod';
import { crumbs, say, type PageHead, type Text } from '../kernel/page.ts';
import { ANYONE } from '../kernel/rule.ts';
import { openApiOf } from './openapi.ts';
import { API_PREFIX, type Registered, type Routes } from './route.ts';

type CallView = {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly rule: string;
  readonly fields: string;
  readonly answers: string;
};

export type ApiDocsPage = PageHead & {
  readonly lead: Text;
  readonly document: string;
  readonly calls: readonly CallView[];
};

const Nothing = z.strictObject({});

/** Registers both; asked last, when every room has registered its calls. */
export function registerApiDocs({ route, api, registered }: Routes, version: string): void {
  api.get('/openapi.json', {
    rule: ANYONE,
    input: Nothing,
    output: z.looseObject({ openapi: z.string() }),
    summary: 'This description of the API.',
    handle: ({ reply }) => {
      reply.json(openApiOf(registered, version));
    },
  });
  route.get('/api', {
    rule: ANYONE,
    input: Nothing,
    handle: async ({ reply }) => {
      await reply.page('partials/api-docs', apiDocsPage(registered));
    },
  });
}

function apiDocsPage(registered: readonly Registered[]): ApiDocsPage {
  const title = say('parts:api.title');
  return {
    title,
    crumbs: crumbs(title),
    lead: say('parts:api.lead'),
    document: `${API_PREFIX}/openapi.json`,
    calls: registered
      .filter(({ kind }) => kind === 'api')
      .map((call) => ({
        method: call.method.toUpperCase(),
        path: call.path,
        summary: call.summary ?? '',
        rule: call.rule.name,
        fields: fieldsOf(call),
        answers: [call.status, ...Object.keys(call.answers)].join(', '),
      }))
      .sort((left, right) => (left.path < right.path ? -1 : 1)),
  };
}

function fieldsOf(call: Registered): string {
  if (!(call.input instanceof z.ZodObject)) return '';
  return Object.keys(call.input.shape as Record<string, unknown>)
    .filter((name) => !call.path.includes(`:${name}`))
    .join(', ');
}
