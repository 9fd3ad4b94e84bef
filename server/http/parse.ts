// What came in, held against a route's schema. A stranger's field, type or text never gets further.

import type { Request } from 'express';
import type { z } from 'zod';
import { Refusal, type Fault } from '../kernel/refusal.ts';

export type BodyKind = 'none' | 'form' | 'json' | 'text' | 'multipart';

/** Params and query (and the body of a form or a JSON call) as one flat object. */
export function rawInput(request: Request, body: BodyKind): Record<string, unknown> {
  const params: Record<string, unknown> = { ...request.params };
  const query: Record<string, unknown> = { ...request.query };
  if (body === 'none' || body === 'text' || body === 'multipart') return { ...query, ...params };
  const sent: unknown = request.body ?? {};
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw new Refusal('malformed', 'body.invalid', { errors: [{ code: 'body.invalid' }] });
  }
  const { _csrf: _token, ...fields } = sent as Record<string, unknown>;
  return { ...query, ...fields, ...params };
}

/** The parsed input, or a refusal: `body.unknown-field`, else `body.invalid`; all faults at once. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const errors = faultsOf(parsed.error);
  const code = errors.some((fault) => fault.code === 'body.unknown-field')
    ? 'body.unknown-field'
    : 'body.invalid';
  throw new Refusal('malformed', code, { errors });
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
