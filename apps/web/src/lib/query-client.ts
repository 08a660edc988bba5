import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-client.js';
import { askAgainWhenOvertaken } from './overtaken-answers.js';

/** Data stays fresh until an event says otherwise, so nothing is ever polled. */
export function createQueryClient(): QueryClient {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The server is on this computer: the network being "offline" says nothing about it.
        networkMode: 'always',
        retry: (count, error) => count < 1 && !(error instanceof ApiProblem && error.status < 500),
      },
      mutations: { networkMode: 'always' },
    },
  });
  askAgainWhenOvertaken(queryClient);
  return queryClient;
}
