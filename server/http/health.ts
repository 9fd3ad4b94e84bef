// How the process is, for those who watch it: alive, ready, and numbers for Prometheus. No rights are
// needed for the first two, a token for the numbers.

import { timingSafeEqual } from 'node:crypto';
import { Router, type RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Disk } from '../platform/disk.ts';

export type Readiness = () => Promise<Readonly<Record<string, boolean>>>;

type Deps = {
  /** What must be there for requests to be served; Temporal and SMTP are not among it. */
  readonly readiness: Readiness;
  /** Told beside: a full disk takes nothing in, but what is there is served. */
  readonly disk: Pick<Disk, 'look'>;
  readonly metricsToken: string | null;
  readonly isStopping: () => boolean;
};

export function createHealth({ readiness, disk, metricsToken, isStopping }: Deps) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'data_disk_used_percent',
    help: 'Share of the disk of the data folder that is used.',
    registers: [registry],
    async collect() {
      this.set((await disk.look()).usedPercent);
    },
  });
  const router = Router();
  const alive: RequestHandler = (_request, response) => {
    response.json({ status: 'ok' });
  };
  router.get('/livez', alive);
  const ready: RequestHandler = async (_request, response) => {
    const parts = await readiness();
    const ok = !isStopping() && Object.values(parts).every(Boolean);
    const told = { status: ok ? 'ok' : 'unavailable', parts, disk: await disk.look() };
    response.status(ok ? 200 : 503).json(told);
  };
  router.get('/readyz', ready);
  router.get('/healthz', ready);
  router.get('/metrics', async (request, response) => {
    if (!isAllowed(request.headers.authorization, metricsToken)) {
      response.status(401).end();
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
  const measure: RequestHandler = (request, response, next) => {
    const end = seconds.startTimer();
    response.on('finish', () => {
      const route = request.route as { path?: string } | undefined;
      end({
        method: request.method,
        route: route?.path ?? 'none',
        status: String(response.statusCode),
      });
    });
    next();
  };
  return { router, measure, registry };
}

/** Without a token set (never in production) the numbers are open on loopback's own port. */
function isAllowed(header: string | undefined, token: string | null): boolean {
  if (token === null) return true;
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
