// The client's side of Temporal: starts and signals what the outbox says. Connects lazily, and again
// after it was away, so that the web can be up long before Temporal is.

import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Delivery } from './dispatcher.ts';
import type { OutboxEntry } from './outbox.ts';

export type TemporalAddress = {
  readonly address: string;
  readonly namespace: string;
  readonly tls: boolean;
  readonly apiKey: string | null;
};

export type TemporalGate = {
  /** Delivers a `start` or `signal` entry. Throws while Temporal is away. */
  readonly deliver: (entry: OutboxEntry) => Promise<Delivery>;
  readonly client: () => Promise<Client>;
  readonly isUp: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** `tune` may wrap the connection before it is used: tests make its time skip. */
export function createTemporalGate(
  at: TemporalAddress,
  tune: (connection: Connection) => void = () => undefined,
): TemporalGate {
  let connecting: Promise<Client> | null = null;
  const connect = async () => {
    const connection = await Connection.connect({
      address: at.address,
      connectTimeout: 3000,
      ...(at.tls ? { tls: true } : {}),
      ...(at.apiKey === null ? {} : { apiKey: at.apiKey }),
    });
    tune(connection);
    return new Client({ connection, namespace: at.namespace });
  };
  const client = () => {
    connecting ??= connect().catch((error: unknown) => {
      connecting = null;
      throw error;
    });
    return connecting;
  };
  return {
    client,
    deliver: async (entry) => {
      const temporal = await client();
      return entry.kind === 'start' ? startFlow(temporal, entry) : signalFlow(temporal, entry);
    },
    isUp: async () => {
      try {
        await (await client()).workflowService.getSystemInfo({});
        return true;
      } catch {
        return false;
      }
    },
    close: async () => {
      if (connecting !== null) await (await connecting).connection.close();
    },
  };
}

async function startFlow(client: Client, entry: OutboxEntry): Promise<Delivery> {
  const { flow, queue, input } = entry.payload as { flow: string; queue: string; input: unknown };
  try {
    await client.workflow.start(flow, {
      workflowId: entry.target,
      taskQueue: queue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return 'delivered';
}

async function signalFlow(client: Client, entry: OutboxEntry): Promise<Delivery> {
  const { signal, args, key } = entry.payload as { signal: string; args: unknown; key: string };
  try {
    await client.workflow.getHandle(entry.target).signal(signal, args, key);
    return 'delivered';
  } catch (error) {
    // The flow has ended: its start has arrived before what is told to it.
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}
