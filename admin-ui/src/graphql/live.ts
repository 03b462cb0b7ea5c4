/** Subscriptions over graphql-transport-ws; the library is loaded when the first page listens. */
import type { ExecutionResult, SubscriptionForwarder } from '@urql/core';
import type { Client } from 'graphql-ws';

let connecting: Promise<Client> | undefined;

function connection(): Promise<Client> {
  connecting ??= import('graphql-ws').then(({ createClient }) =>
    createClient({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
      lazy: true,
      retryAttempts: Number.POSITIVE_INFINITY,
      // 4401: the session has ended. Whoever signs in again listens anew.
      shouldRetry: (event) => !(event instanceof CloseEvent && event.code === 4401),
    }),
  );
  return connecting;
}

/** Forgets the socket, so that the next person does not listen with this one's session. */
export function closeLive(): void {
  connecting?.then((client) => client.dispose());
  connecting = undefined;
}

export const subscribe: SubscriptionForwarder = (request) => ({
  subscribe(sink) {
    let stop: (() => void) | undefined;
    let ended = false;
    connection().then((client) => {
      if (ended) return;
      stop = client.subscribe(
        { query: request.query ?? '', variables: request.variables ?? {} },
        {
          next: (result) => sink.next(result as ExecutionResult),
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
