import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemKind, toProblem, worthRetrying } from './problem.ts';

/** `onSignedOut` runs once a request is answered `unauthenticated`: the session is over for every screen. */
export function createQueryClient(options: { onSignedOut: () => void }): QueryClient {
  const watch = (cause: unknown) => {
    if (problemKind(toProblem(cause)) === 'signed-out') options.onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, cause) => worthRetrying(toProblem(cause), failures),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
