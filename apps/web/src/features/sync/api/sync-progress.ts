import type { SyncProgress } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /sync/progress`, the sessions that run now */
function getSyncProgress(signal?: AbortSignal): Promise<SyncProgress[]> {
  return api('GET', '/sync/progress', { signal });
}

/** Fetched once for a page that just loaded; from then on the events write into it. */
export function syncProgressQueryOptions() {
  return queryOptions({ queryKey: queryKeys.syncProgress, queryFn: ({ signal }) => getSyncProgress(signal) });
}
