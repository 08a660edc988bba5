import type { ItemFilter, ItemPage, ItemSort } from '@brique/shared';
import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
} from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';
import { filterQuery } from './filter-query.js';

/** More than the tallest screen shows; every letter of a search waits for one page. */
export const PAGE_SIZE = 50;
/** Pages held at once; scrolling further drops the other end. A change on the server refetches this many at most. */
const MAX_PAGES = 12;

/**
 * Where a page starts. A cursor says only where to go on, so each page remembers the one before it: that is the way
 * back to pages that were dropped.
 */
export interface PageStart {
  cursor: string | null;
  /** 0 for the first page. */
  index: number;
  before: PageStart | null;
}

const FIRST_PAGE: PageStart = { cursor: null, index: 0, before: null };

/** @returns `GET /items`, one page */
function getItems(
  filter: ItemFilter,
  sort: ItemSort,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<ItemPage> {
  return api('GET', '/items', { query: { ...filterQuery(filter), sort, limit: PAGE_SIZE, cursor }, signal });
}

export function itemListQueryOptions(filter: ItemFilter, sort: ItemSort) {
  return infiniteQueryOptions<ItemPage, Error, InfiniteData<ItemPage, PageStart>, QueryKey, PageStart>({
    queryKey: [...queryKeys.itemLists, filter, sort],
    queryFn: ({ pageParam, signal }) => getItems(filter, sort, pageParam.cursor, signal),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (last, _pages, start): PageStart | undefined =>
      last.nextCursor === null
        ? undefined
        : { cursor: last.nextCursor, index: start.index + 1, before: start },
    getPreviousPageParam: (_first, _pages, start): PageStart | undefined => start.before ?? undefined,
    maxPages: MAX_PAGES,
    // While the next search runs, the rows of the last one stay, so that typing does not make the list blink.
    placeholderData: keepPreviousData,
  });
}
