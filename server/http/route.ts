// The only way to add a route: method, path, rule, input and handler, pages and API alike. What is
// registered here is also the list that the access tests and the OpenAPI document are made from.

import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { Actor } from '../kernel/actor.ts';
import { notFound, type Fault } from '../kernel/refusal.ts';
import { answer, type Rule, type Target } from '../kernel/rule.ts';
import { demandActor, demandAnswer, demandRole } from './admission.ts';
import { faultsOf, parseInput, pathSchemaOf, rawInput, type BodyKind } from './parse.ts';
import type { Reply } from './reply.ts';

export type Lang = 'sv' | 'en';
export type Method = 'get' | 'post';

/** One file of a multipart call: its bytes are kept under their hash already. */
export type UploadedFile = {
  readonly field: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
};

export type Upload = {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
};

export type Context<Input> = {
  readonly input: Input;
  readonly actor: Actor;
  readonly reply: Reply;
  readonly lang: Lang;
  readonly request: Request;
  /** The parts of a multipart call, already kept; empty for every other. */
  readonly upload: Upload;
};

/** A form that did not pass: the same page is drawn again, 422, with what was written kept. */
export type InvalidForm = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly Fault[];
  readonly actor: Actor;
  readonly reply: Reply;
  readonly lang: Lang;
};

export type PageSpec<S extends z.ZodType> = {
  readonly rule: Rule;
  /** z.strictObject over path parameters and query or form fields. */
  readonly input: S;
  /**
   * Where the object that the path names lives; null: it is not there (404). It is asked with the
   * path's parameters alone, before anything else is looked at. Without it the rule is asked of the role.
   */
  readonly target?: (input: z.output<S>, actor: Actor) => Promise<Target | null>;
  readonly body?: BodyKind;
  readonly handle: (context: Context<z.output<S>>) => Promise<void> | void;
  readonly onInvalid?: (form: InvalidForm) => Promise<void>;
};

export type ApiSpec<S extends z.ZodType> = PageSpec<S> & {
  readonly summary: string;
  readonly output: z.ZodType;
  readonly status?: number;
  /** Further statuses with their meaning, for the document. */
  readonly answers?: Readonly<Record<number, string>>;
  /** The parts of a multipart body, for the document. */
  readonly parts?: Parts;
  /** What the answer is where it is not JSON, for the document. */
  readonly produces?: string;
};

export type Parts = Readonly<Record<string, 'text' | 'files'>>;

export type Registered = {
  readonly kind: 'page' | 'api';
  readonly method: Method;
  readonly path: string;
  readonly rule: Rule;
  readonly hasTarget: boolean;
  readonly body: BodyKind;
  readonly input: z.ZodType;
  readonly output: z.ZodType | null;
  readonly summary: string | null;
  readonly status: number;
  readonly answers: Readonly<Record<number, string>>;
  readonly parts: Parts;
  readonly produces: string;
};

/** What the edge gives each request: who acts, how to answer, and what runs before and around. */
export type Edge = {
  readonly actorOf: (request: Request) => Actor | null;
  readonly langOf: (request: Request) => Lang;
  readonly replyOf: (request: Request, response: Response) => Reply;
  readonly readUpload: (request: Request, kind: 'page' | 'api') => Promise<Upload>;
  /** Runs a POST of the API under its Idempotency-Key, if it has one. */
  readonly once: (
    context: { request: Request; response: Response; actor: Actor; upload: Upload },
    run: (reply: Reply) => Promise<void>,
  ) => Promise<void>;
};

export const API_PREFIX = '/api/v1';
export const NO_UPLOAD: Upload = { fields: {}, files: [] };

export function createRoutes(edge: Edge) {
  const router = Router({ caseSensitive: true });
  const registered: Registered[] = [];
  const looks: ((path: string, actor: Actor) => Promise<boolean> | null)[] = [];

  const add = <S extends z.ZodType>(
    method: Method,
    path: string,
    spec: PageSpec<S> | ApiSpec<S>,
    kind: Registered['kind'],
  ) => {
    const entry = toRegistered(method, path, spec, kind);
    registered.push(entry);
    if (kind === 'page' && method === 'get') looks.push(createLook(path, spec));
    const named = pathSchemaOf(spec.input, path);
    const served = { spec, named, kind, body: entry.body, method };
    const handler: RequestHandler = async (request, response) => {
      await serve(edge, served, { request, response });
    };
    router[method](entry.path, handler);
  };

  return {
    router,
    registered: registered as readonly Registered[],
    /** Whether this person may GET the page at a path, by the page's own rule: for those who watch it. */
    mayLook: async (path: string, actor: Actor): Promise<boolean> => {
      for (const look of looks) {
        const answered = look(path, actor);
        if (answered !== null) return answered;
      }
      return false;
    },
    route: {
      get: <S extends z.ZodType>(path: string, spec: PageSpec<S>) => {
        add('get', path, spec, 'page');
      },
      post: <S extends z.ZodType>(path: string, spec: PageSpec<S>) => {
        add('post', path, spec, 'page');
      },
    },
    api: {
      get: <S extends z.ZodType>(path: string, spec: ApiSpec<S>) => {
        add('get', path, spec, 'api');
      },
      post: <S extends z.ZodType>(path: string, spec: ApiSpec<S>) => {
        add('post', path, spec, 'api');
      },
    },
  };
}

export type Routes = ReturnType<typeof createRoutes>;
/** What a room's routes.ts takes to register its pages. */
export type Route = Routes['route'];
/** What a room's api.ts takes to register its calls; paths are under /api/v1. */
export type Api = Routes['api'];

function toRegistered<S extends z.ZodType>(
  method: Method,
  path: string,
  spec: PageSpec<S> | ApiSpec<S>,
  kind: Registered['kind'],
): Registered {
  const shared = {
    kind,
    method,
    path: kind === 'api' ? `${API_PREFIX}${path}` : path,
    rule: spec.rule,
    hasTarget: spec.target !== undefined,
    body: spec.body ?? defaultBody(method, kind),
    input: spec.input,
  };
  if (!('output' in spec)) {
    const none = { output: null, summary: null, status: 200, answers: {}, parts: {} };
    return { ...shared, ...none, produces: 'text/html' };
  }
  const { output, summary, status = 200, answers = {}, parts = {} } = spec;
  const produces = spec.produces ?? 'application/json';
  return { ...shared, output, summary, status, answers, parts, produces };
}

/** Answers for the paths of one page, null for others. A query is not looked at: it only chooses rows. */
function createLook<S extends z.ZodType>(pattern: string, spec: PageSpec<S>) {
  const names = [...pattern.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const shape = new RegExp(
    `^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '([^/]+)')}$`,
  );
  return (path: string, actor: Actor): Promise<boolean> | null => {
    const match = shape.exec(path);
    if (match === null) return null;
    const values = names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]);
    return mayGet(spec, Object.fromEntries(values) as Record<string, string>, actor);
  };
}

async function mayGet<S extends z.ZodType>(
  spec: PageSpec<S>,
  params: Record<string, string>,
  actor: Actor,
): Promise<boolean> {
  const parsed = spec.input.safeParse(params);
  if (!parsed.success) return false;
  const target = spec.target === undefined ? null : await spec.target(parsed.data, actor);
  if (spec.target !== undefined && target === null) return false;
  return answer(spec.rule, actor, target) === 'allowed';
}

type Served<S extends z.ZodType> = {
  readonly spec: PageSpec<S>;
  /** The schema of the path's parameters alone. */
  readonly named: z.ZodObject;
  readonly kind: Registered['kind'];
  readonly body: BodyKind;
  readonly method: Method;
};

async function serve<S extends z.ZodType>(
  edge: Edge,
  { spec, named, kind, body, method }: Served<S>,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const actor = demandActor(edge.actorOf(request), spec.rule);
  demandRole(spec.rule, actor, { asksObject: spec.target !== undefined });
  const upload = body === 'multipart' ? await edge.readUpload(request, kind) : NO_UPLOAD;
  const run = async (reply: Reply) => {
    await demandObject({ spec, named }, request.params, actor);
    const raw = rawInput(request, body);
    const lang = edge.langOf(request);
    const invalid = spec.onInvalid;
    const parsed = spec.input.safeParse(raw);
    if (!parsed.success && invalid !== undefined && !isStrange(parsed.error)) {
      await invalid({ values: raw, errors: faultsOf(parsed.error), actor, reply, lang });
      return;
    }
    const input = parseInput(spec.input, raw);
    await spec.handle({ input, actor, reply, lang, request, upload });
  };
  if (kind === 'api' && method === 'post') {
    await edge.once({ request, response, actor, upload }, run);
  } else {
    await run(edge.replyOf(request, response));
  }
}

/** The object that the path names is there and within reach, before it is asked what is wanted of it. */
async function demandObject<S extends z.ZodType>(
  { spec, named }: Pick<Served<S>, 'spec' | 'named'>,
  params: Request['params'],
  actor: Actor,
): Promise<void> {
  const parsed = named.safeParse(params);
  if (!parsed.success) throw notFound();
  const find = spec.target;
  const target = find === undefined ? null : await find(parsed.data as z.output<S>, actor);
  if (find !== undefined && target === null) throw notFound();
  demandAnswer(spec.rule, actor, target);
}

/** A field that no form of ours has: that is no slip of the pen, and no page is drawn again for it. */
function isStrange(error: z.ZodError): boolean {
  return error.issues.some(({ code }) => code === 'unrecognized_keys');
}

function defaultBody(method: Method, kind: Registered['kind']): BodyKind {
  if (method === 'get') return 'none';
  return kind === 'api' ? 'json' : 'form';
}
