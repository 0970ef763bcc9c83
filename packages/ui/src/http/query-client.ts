import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemKind, toProblem, worthRetrying } from './problem.ts';

/**
 * `onSignedOut` runs once a request is answered `unauthenticated`: the session is over for every screen. The question
 * who is there (`sessionKey`) is left out: asking it again because of its own answer would never end.
 */
export function createQueryClient(options: { onSignedOut: () => void; sessionKey: readonly string[] }): QueryClient {
  const watch = (cause: unknown) => {
    if (problemKind(toProblem(cause)) === 'signed-out') options.onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (cause, query) => {
        if (query.queryKey[0] !== options.sessionKey[0]) watch(cause);
      },
    }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, cause) => worthRetrying(toProblem(cause), failures),
        networkMode: 'always',
        // `always` would leave it out; after a sleep or a lost network what is on screen is read again.
        refetchOnReconnect: true,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
