import type { ItemDetail } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /items/:id` */
function getItem(id: string, signal?: AbortSignal): Promise<ItemDetail> {
  return api('GET', `/items/${encodeURIComponent(id)}`, { signal });
}

export function itemDetailQueryOptions(id: string) {
  return queryOptions({
    queryKey: [...queryKeys.itemDetails, id],
    queryFn: ({ signal }) => getItem(id, signal),
  });
}
