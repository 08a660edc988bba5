import type { Stats } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /stats` */
function getStats(signal?: AbortSignal): Promise<Stats> {
  return api('GET', '/stats', { signal });
}

/** Under the key of the lists, because what changes them changes the counts. */
export function statsQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.itemLists, 'stats'],
    queryFn: ({ signal }) => getStats(signal),
  });
}
