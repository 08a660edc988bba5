import type { OwnFieldUses } from '@brique/shared';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /items/own-fields` */
function getOwnFieldUses(signal?: AbortSignal): Promise<OwnFieldUses> {
  return api('GET', '/items/own-fields', { signal });
}

/** Under the key of the lists, because what changes items changes what they use. */
export function ownFieldUsesQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.itemLists, 'own-fields'],
    queryFn: ({ signal }) => getOwnFieldUses(signal),
  });
}
