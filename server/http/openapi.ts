// The OpenAPI document, made from the same registrations that serve the calls.

import {
  extendZodWithOpenApi,
  OpenAPIRegistry,
  OpenApiGeneratorV31,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { type Registered } from './route.ts';

extendZodWithOpenApi(z);

const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    message: z.string(),
    errors: z.array(z.record(z.string(), z.unknown())),
  })
  .loose();

const CONTENT_OF_BODY: Readonly<Record<string, string>> = {
  json: 'application/json',
  text: 'text/csv',
  multipart: 'multipart/form-data',
};

/** The document as an object. `registered` may hold pages too: they are left out. */
export function openApiOf(registered: readonly Registered[], version: string): object {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
  });
  for (const call of registered) {
    if (call.kind !== 'api') continue;
    const { params, rest } = splitInput(call);
    registry.registerPath({
      method: call.method,
      path: call.path.replace(/:(\w+)/g, '{$1}'),
      summary: call.summary ?? '',
      security: [{ [bearer.name]: [] }],
      request: {
        ...(params === null ? {} : { params }),
        ...(call.method === 'get' && rest !== null ? { query: rest } : {}),
        ...(call.method === 'post' ? { body: bodyOf(call, rest) } : {}),
      },
      responses: {
        [call.status]: {
          description: 'OK',
          content: { 'application/json': { schema: call.output ?? z.unknown() } },
        },
        ...problems(call),
      },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Järnkoll', version },
    servers: [{ url: '/' }],
  });
}

function splitInput(call: Registered) {
  const names = new Set([...call.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ''));
  if (!(call.input instanceof z.ZodObject)) return { params: null, rest: null };
  const entries = Object.entries(call.input.shape);
  const pick = (inPath: boolean) => entries.filter(([name]) => names.has(name) === inPath);
  const [params, rest] = [pick(true), pick(false)];
  return {
    params: params.length === 0 ? null : z.object(Object.fromEntries(params)),
    rest: rest.length === 0 ? null : z.object(Object.fromEntries(rest)),
  };
}

function bodyOf(call: Registered, rest: z.ZodType | null) {
  const type = CONTENT_OF_BODY[call.body] ?? 'application/json';
  return {
    content: { [type]: { schema: call.body === 'json' ? (rest ?? z.object({})) : z.any() } },
  };
}

function problems(call: Registered) {
  const answers: Record<number, string> = {
    400: 'malformed',
    401: 'no token',
    404: 'not there',
    ...call.answers,
  };
  return Object.fromEntries(
    Object.entries(answers).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: ProblemSchema } } },
    ]),
  );
}
