// How often one may try, counted in the database for all processes together; when it cannot be asked,
// each process counts for itself. Looking at pages is not counted; signing in, changing things and
// calls of the API are.

import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterMySQL, RateLimiterRes } from 'rate-limiter-flexible';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database } from '../platform/database.ts';
import { isApi } from './errors.ts';

/** How many times a minute. */
export type Rates = {
  /** Sign-ins begun or finished from one address, behind which a whole town hall may sit. */
  readonly signIn: number;
  /** Changes by one person. */
  readonly change: number;
  /** Calls of the API by one account. */
  readonly call: number;
  /** Calls without a valid token from one address: a token cannot be guessed, but each try costs work. */
  readonly stranger: number;
};

const USUAL_RATES: Rates = { signIn: 300, change: 300, call: 6000, stranger: 600 };

/** Refuses `too-many`. Runs when it is known who acts. */
export function createRateLimit(deps: {
  readonly db: Database;
  readonly actorOf: (request: Request) => Actor | null;
  readonly rates?: Partial<Rates>;
}): RequestHandler {
  const rates = { ...USUAL_RATES, ...deps.rates };
  const count = {
    signIn: createLimiter(deps.db, 'signIn', rates.signIn),
    change: createLimiter(deps.db, 'change', rates.change),
    call: createLimiter(deps.db, 'call', rates.call),
    stranger: createLimiter(deps.db, 'stranger', rates.stranger),
  };
  return async (request, _response, next) => {
    const actor = deps.actorOf(request);
    if (isApi(request)) {
      await (actor === null ? count.stranger(addressOf(request)) : count.call(actor.id));
    } else if (request.method === 'POST') {
      await (actor === null ? count.signIn(addressOf(request)) : count.change(actor.id));
    }
    next();
  };
}

function createLimiter(db: Database, name: string, perMinute: number) {
  const rule = { keyPrefix: name, points: perMinute, duration: 60 };
  const limiter = new RateLimiterMySQL({
    ...rule,
    storeClient: db.sequelize,
    storeType: 'sequelize',
    dbName: db.sequelize.getDatabaseName(),
    tableName: 'rate_limits',
    tableCreated: true,
    inMemoryBlockOnConsumed: perMinute + 1,
    insuranceLimiter: new RateLimiterMemory(rule),
  });
  return async (key: string): Promise<void> => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new Refusal('too-many', 'too-many');
      throw error;
    }
  };
}

/** Who somebody is before signing in: the address, of IPv6 the network of 64 bits. */
export function addressOf(request: Pick<Request, 'ip'>): string {
  const address = (request.ip ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!address.includes(':')) return `ip:${address}`;
  const [head = '', tail = ''] = address.split('::');
  const [left, right] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: Math.max(8 - left.length - right.length, 0) }, () => '0');
  return `ip:${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

function groupsOf(part: string): string[] {
  const groups = part.split(':').filter((group) => group !== '');
  return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
