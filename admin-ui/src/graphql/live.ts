/** Subscriptions over graphql-transport-ws; the library is loaded when the first page listens. */
import type { ExecutionResult, SubscriptionForwarder } from '@urql/core';
import type { Client } from 'graphql-ws';

let connecting: Promise<Client> | undefined;

/** Whether the socket was lost and is being tried again. */
let lost = false;
const watchers = new Set<() => void>();

function setLost(now: boolean): void {
  if (lost === now) return;
  lost = now;
  for (const tell of watchers) tell();
}

/** The state of the connection, for `useSyncExternalStore`. */
export const liveConnection = {
  watch(callback: () => void): () => void {
    watchers.add(callback);
    return () => watchers.delete(callback);
  },
  isLost: (): boolean => lost,
};

/** 4401 and 4403: nobody is signed in any more. Whoever signs in again listens anew. */
function isRefusal(event: unknown): boolean {
  return event instanceof CloseEvent && (event.code === 4401 || event.code === 4403);
}

function connection(): Promise<Client> {
  connecting ??= import('graphql-ws').then(({ createClient }) =>
    createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      lazy: true,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: (event) => !isRefusal(event),
      on: {
        connected: () => setLost(false),
        // 1000: nobody listens any more, as when a page is left.
        closed: (event) =>
          setLost(!isRefusal(event) && !(event instanceof CloseEvent && event.code === 1000)),
      },
    }),
  );
  return connecting;
}

/** Forgets the socket, so that the next person does not listen with this one's session. */
export function closeLive(): void {
  connecting?.then((client) => client.dispose());
  connecting = undefined;
  setLost(false);
}

/** The place in the history of what was told, if the subscription is one of changes. */
function sequenceOf({ data }: { data?: unknown }): number | undefined {
  const told = data as { changes?: { sequence?: number } } | null | undefined;
  return told?.changes?.sequence;
}

export const subscribe: SubscriptionForwarder = (request) => ({
  subscribe(sink) {
    let stop: (() => void) | undefined;
    let ended = false;
    connection().then((client) => {
      if (ended) return;
      // The client sends this same object again after a lost connection: what
      // was told already moves `after` on, and nothing in between is missed.
      const variables: Record<string, unknown> = { ...request.variables };
      stop = client.subscribe(
        { query: request.query ?? '', variables },
        {
          next: (result) => {
            const sequence = sequenceOf(result);
            if (sequence !== undefined) variables.after = sequence;
            sink.next(result as ExecutionResult);
          },
          error: () => sink.complete(),
          complete: () => sink.complete(),
        },
      );
    });
    return {
      unsubscribe() {
        ended = true;
        stop?.();
      },
    };
  },
});
