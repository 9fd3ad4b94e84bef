// A process as the server knows it: a name, an id made of a business key, and JSON in and out.
// The server starts and signals flows only by these descriptors, never by importing workflows/.

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Flow<Input extends Json> = {
  readonly name: string;
  readonly queue: string;
  readonly idOf: (input: Input) => string;
};

export type Signal<Args extends Json> = {
  readonly name: string;
  /** Only there to carry the type of the arguments. */
  readonly __args?: Args;
};

/** How long a step of a flow may be silent, and how long it may take; they travel in the input. */
export type StepLimits = {
  /** A worker that has been silent for this long is dead: its step is given to another. */
  readonly heartbeatMs: number;
  readonly timeoutMs: number;
};

/** The one task queue of the house: one worker runs every flow. */
export const QUEUE = 'jarnkoll';

export function defineFlow<Input extends Json>(flow: Omit<Flow<Input>, 'queue'>): Flow<Input> {
  return { queue: QUEUE, ...flow };
}

export function defineSignal<Args extends Json>(name: string): Signal<Args> {
  return { name };
}
