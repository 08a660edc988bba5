import type { HistorySize } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** `GET /history`. Under the settings' key: another choice of how long it is kept changes it. */
export function historySizeQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.settings, 'history-size'],
    queryFn: ({ signal }) => api<HistorySize>('GET', '/history', { signal }),
  });
}
