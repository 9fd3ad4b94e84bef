// A private Temporal server: on a free port of loopback, with its store in an SQLite file (which a
// later start finds again) or in memory.

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Children } from './children.ts';
import { freePort } from './ports.ts';
import { provideTemporal } from './temporal-program.ts';

export type TemporalOptions = {
  /** The SQLite file, or null for a store in memory. */
  readonly file: string | null;
  /** Where its own log goes. */
  readonly log: string;
  /** Namespaces beside `default`. */
  readonly namespaces?: readonly string[];
  /** A port that it had before, so that clients find it again after a kill. */
  readonly port?: number;
  readonly background?: boolean;
  readonly say?: (line: string) => void;
};

export type Temporal = {
  readonly child: Child;
  readonly address: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
  /** SIGKILL. Start again with the same file and port: what was running goes on. */
  readonly kill: () => Promise<void>;
};

const READY_MS = 60_000;
/** A free port may be taken by somebody else before the server has it. */
const TRIES = 3;

/** Starts a server, providing the program first where it is missing (`provideTemporal`). */
export async function startTemporal(
  children: Children,
  options: TemporalOptions,
): Promise<Temporal> {
  const program = await provideTemporal(children, options.say ?? (() => undefined));
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const child = await children.start({
      name: 'Temporal',
      command: program,
      args: argumentsOf(options, port),
      output: { file: options.log },
      background: options.background ?? false,
    });
    const address = `127.0.0.1:${String(port)}`;
    if (await isReady(child, address, options.namespaces ?? [])) {
      return {
        child,
        address,
        port,
        stop: async () => {
          await child.stop();
        },
        kill: async () => {
          await child.kill();
        },
      };
    }
    await child.kill();
    if (attempt >= TRIES) {
      const said = readFileSync(options.log, 'utf8').slice(-2000);
      throw new Error(`Temporal does not start:\n${said}`);
    }
  }
}

/** The flags that our own server and the Temporal CLI have in common. */
function argumentsOf(options: TemporalOptions, port: number): string[] {
  return [
    ...['server', 'start-dev', '--headless'],
    ...['--ip', '127.0.0.1', '--port', String(port)],
    ...['--log-level', 'error', '--log-format', 'json'],
    ...['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
    ...(options.file === null ? [] : ['--db-filename', options.file]),
    ...(options.namespaces ?? []).flatMap((name) => ['--namespace', name]),
  ];
}

/** Asks until it answers for every namespace. False when it ended or the time is over. */
async function isReady(
  child: Child,
  address: string,
  namespaces: readonly string[],
): Promise<boolean> {
  const until = Date.now() + READY_MS;
  while (child.isRunning() && Date.now() < until) {
    if (await answers(address, ['default', ...namespaces])) return child.isRunning();
    await sleep(50);
  }
  return false;
}

async function answers(address: string, namespaces: readonly string[]): Promise<boolean> {
  // Loaded here, so that what never starts a server is spared the client.
  const { Connection } = await import('@temporalio/client');
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1000 });
    const service = connection.workflowService;
    const asked = namespaces.map((namespace) => service.describeNamespace({ namespace }));
    return await Promise.all(asked)
      .then(() => true)
      .finally(() => connection.close());
  } catch {
    return false;
  }
}
