// What an Express app answers to, read out of its live router.

import type { Express } from 'express';

type Layer = {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
};

/** `get /users/:id` for every route, those of routers within routers too. */
export function routesIn(app: Express): string[] {
  return routesOf((app as unknown as { router: { stack: readonly Layer[] } }).router.stack);
}

function routesOf(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route !== undefined) {
      return Object.keys(route.methods).map((method) => `${method} ${route.path}`);
    }
    return handle?.stack === undefined ? [] : routesOf(handle.stack);
  });
}
