// The OpenAPI document, made from the same registrations that serve the calls.

import {
  extendZodWithOpenApi,
  OpenAPIRegistry,
  OpenApiGeneratorV31,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ANYONE } from '../kernel/rule.ts';
import type { Registered } from './route.ts';

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

const KEY_HEADER = z.object({ 'Idempotency-Key': z.string().min(1).max(200).optional() });

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
      security: call.rule === ANYONE ? [] : [{ [bearer.name]: [] }],
      request: {
        ...(params === null ? {} : { params }),
        ...(rest !== null && isInQuery(call) ? { query: rest } : {}),
        ...(call.method === 'post' ? { headers: KEY_HEADER, body: bodyOf(call, rest) } : {}),
      },
      responses: {
        [call.status]: {
          description: 'OK',
          content: { [call.produces]: { schema: call.output ?? z.unknown() } },
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

/** Only a JSON body has the fields; beside another body they stand in the address. */
function isInQuery({ method, body }: Registered): boolean {
  return method === 'get' || body !== 'json';
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
  const required = call.body !== 'json' || !(rest?.safeParse({}).success ?? true);
  return { required, content: { [type]: { schema: schemaOfBody(call, rest) } } };
}

function schemaOfBody({ body, parts }: Registered, rest: z.ZodType | null): z.ZodType {
  if (body === 'json') return rest ?? z.object({});
  if (body === 'text') return z.string();
  const bytes = z.string().openapi({ format: 'binary' });
  const fields = Object.entries(parts).map(([name, kind]) => [
    name,
    kind === 'text' ? z.string() : z.array(bytes).min(1),
  ]);
  return z.object(Object.fromEntries(fields) as Record<string, z.ZodType>);
}

const OTHER_BODY = 'idempotency.other-body';

function problems(call: Registered) {
  const answers: Record<number, string> = {
    400: 'body.malformed, body.unknown-field, body.invalid',
    401: 'unauthenticated: no token, or one that is not valid',
    404: 'not-found: not there, or not to be seen',
    429: 'too-many',
    ...(call.method === 'post' ? { 403: 'forbidden: seen, but not to be done' } : {}),
    ...call.answers,
    ...(call.method === 'post'
      ? { 409: [call.answers[409] ?? [], OTHER_BODY].flat().join('; ') }
      : {}),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: ProblemSchema } } },
    ]),
  );
}
