import type { ItemFacets, ItemFilter } from '@brique/shared';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';
import { filterQuery } from './filter-query.js';

/** @returns `GET /items/facets` */
function getFacets(filter: ItemFilter, signal?: AbortSignal): Promise<ItemFacets> {
  return api('GET', '/items/facets', { query: filterQuery(filter), signal });
}

/** Under the key of the lists, because what changes them changes the counts. */
export function itemFacetsQueryOptions(filter: ItemFilter) {
  return queryOptions({
    queryKey: [...queryKeys.itemLists, 'facets', filter],
    queryFn: ({ signal }) => getFacets(filter, signal),
    placeholderData: keepPreviousData,
  });
}
