import type { DifferencesPage } from '@brique/shared';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

const PAGE_SIZE = 20;

/** `GET /peers/:id/differences`: which items are not the same there, and why. */
export function differencesQueryOptions(peerId: string) {
  return infiniteQueryOptions({
    // Below the peers: what makes them stale makes this stale as well.
    queryKey: [...queryKeys.peers, 'differences', peerId],
    queryFn: ({ pageParam, signal }) =>
      api<DifferencesPage>('GET', `/peers/${encodeURIComponent(peerId)}/differences`, {
        query: { cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}
