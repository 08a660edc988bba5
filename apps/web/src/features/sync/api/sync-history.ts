import type { SyncHistoryPage } from '@brique/shared';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

const PAGE_SIZE = 25;

/** @returns `GET /sync/history`, one page, newest first */
function getSyncHistory(
  peerId: string | null,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<SyncHistoryPage> {
  return api('GET', '/sync/history', { query: { peerId, cursor, limit: PAGE_SIZE }, signal });
}

/** @param peerId one instance's sessions only; null for all */
export function syncHistoryQueryOptions(peerId: string | null) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.syncHistory, { peerId }],
    queryFn: ({ pageParam, signal }) => getSyncHistory(peerId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}
