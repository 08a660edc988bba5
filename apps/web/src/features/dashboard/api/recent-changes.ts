import type { RecentChange, RecentChanges } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

const SHOWN = 7;

/** @returns `GET /items/recent` */
async function getRecentChanges(signal?: AbortSignal): Promise<RecentChange[]> {
  const { changes } = await api<RecentChanges>('GET', '/items/recent', { query: { limit: SHOWN }, signal });
  return changes;
}

/** Under the key of the lists, because what changes them is what this tells. */
export function recentChangesQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.itemLists, 'recent'],
    queryFn: ({ signal }) => getRecentChanges(signal),
  });
}
