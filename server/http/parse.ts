// What came in, held against a route's schema. A stranger's field, type or text never gets further.

import type { Request } from 'express';
import { z } from 'zod';
import { Refusal, type Fault } from '../kernel/refusal.ts';

export type BodyKind = 'none' | 'form' | 'json' | 'text' | 'multipart';

/** Params and query (and the body of a form or a JSON call) as one flat object. */
export function rawInput(request: Request, body: BodyKind): Record<string, unknown> {
  const params: Record<string, unknown> = { ...request.params };
  const query: Record<string, unknown> = { ...request.query };
  if (body === 'none' || body === 'text' || body === 'multipart') return { ...query, ...params };
  if (body === 'json') demandJson(request);
  const sent: unknown = request.body ?? {};
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw new Refusal('malformed', 'body.invalid', { errors: [{ code: 'body.invalid' }] });
  }
  const { _csrf: _token, ...fields } = sent as Record<string, unknown>;
  return { ...query, ...fields, ...params };
}

/** True where a request has a body, of whatever type it says that it is. */
export function hasBody({ headers }: Pick<Request, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** A call without a body is an empty one; any other body than JSON is refused, not passed over. */
function demandJson(request: Request): void {
  if (hasBody(request) && request.is('application/json') === false) {
    throw new Refusal('malformed', 'body.malformed');
  }
}

/** The parsed input, or a refusal: `body.unknown-field`, else `body.invalid`; all faults at once. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const errors = faultsOf(parsed.error);
  const code = errors.some((fault) => fault.code === 'body.unknown-field')
    ? 'body.unknown-field'
    : 'body.invalid';
  const column = errors.map((fault) => fault.column ?? '').join(', ');
  throw new Refusal('malformed', code, { errors, args: { column } });
}

/**
 * What the schema says of a path's own parameters. A route's target is asked with these alone, so that
 * nothing beyond the path decides whether an object is there.
 */
export function pathSchemaOf(schema: z.ZodType, path: string): z.ZodObject {
  const names = new Set([...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ''));
  const fields = Object.entries(objectOf(schema)?.shape ?? {});
  return z.object(Object.fromEntries(fields.filter(([name]) => names.has(name))));
}

/** The object that a schema begins with, before what it is transformed into. */
function objectOf(schema: z.ZodType): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  return schema instanceof z.ZodPipe ? objectOf(schema.in as z.ZodType) : null;
}

/** Every fault with the field it concerns; `code` is a catalogue key where the schema gave one. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ column: key, code: 'body.unknown-field' }))
      : [
          {
            column: issue.path.join('.'),
            code: /^[a-z-]+[.:][a-z.-]+$/.test(issue.message) ? issue.message : 'body.invalid',
          },
        ],
  );
}
