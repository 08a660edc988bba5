import { useHotkeys } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { itemDetailQueryOptions } from '../api/item-detail.js';
import { itemListQueryOptions } from '../api/item-list.js';
import { filterOf, type InventorySearch, SORTS } from '../inventory-search.js';

/** Items this close to the end of what is loaded fetch the next page. */
const NEAR_END = 3;

export interface Neighbours {
  /** As the list knows it, until all of it is read. */
  name: string | undefined;
  previous: string | undefined;
  next: string | undefined;
}

/**
 * The items before and after one in the list that the address names, read ahead, and reached by the arrow keys.
 * @param onGo shows another item
 */
export function useNeighbours(
  itemId: string,
  search: InventorySearch,
  onGo: (itemId: string) => void,
): Neighbours {
  const list = useInfiniteQuery(itemListQueryOptions(filterOf(search), search.sort ?? SORTS[0]));
  const { data, hasNextPage, isFetching, fetchNextPage } = list;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const at = items.findIndex(({ id }) => id === itemId);
  const previous = at > 0 ? items[at - 1]?.id : undefined;
  const next = at >= 0 ? items[at + 1]?.id : undefined;

  const isNearEnd = at >= 0 && at >= items.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetching) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetching, fetchNextPage]);

  const queryClient = useQueryClient();
  useEffect(() => {
    for (const id of [previous, next]) if (id) void queryClient.prefetchQuery(itemDetailQueryOptions(id));
  }, [previous, next, queryClient]);

  useHotkeys([
    ['ArrowLeft', () => previous && onGo(previous)],
    ['ArrowRight', () => next && onGo(next)],
  ]);
  return { name: items[at]?.name, previous, next };
}
