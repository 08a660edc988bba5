import type { ItemPage, ItemSort } from '@brique/shared';
import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
} from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

export const PAGE_SIZE = 100;
/** Pages held at once; scrolling further drops the other end. A change on the server refetches this many at most. */
const MAX_PAGES = 8;

export interface ItemListFilter {
  search: string;
  sort: ItemSort;
  deleted: boolean;
}

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
function getItems(filter: ItemListFilter, cursor: string | null, signal?: AbortSignal): Promise<ItemPage> {
  const { search, sort, deleted } = filter;
  return api('GET', '/items', {
    query: { search, sort, deleted: deleted ? 1 : undefined, limit: PAGE_SIZE, cursor },
    signal,
  });
}

export function itemListQueryOptions(filter: ItemListFilter) {
  return infiniteQueryOptions<ItemPage, Error, InfiniteData<ItemPage, PageStart>, QueryKey, PageStart>({
    queryKey: [...queryKeys.itemLists, filter],
    queryFn: ({ pageParam, signal }) => getItems(filter, pageParam.cursor, signal),
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
