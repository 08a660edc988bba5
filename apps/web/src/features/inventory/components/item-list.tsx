import type { ItemPage } from '@brique/shared';
import { useMediaQuery } from '@mantine/hooks';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE, type PageStart } from '../api/item-list.js';
import classes from './item-list.module.css';
import { SkeletonRow } from './item-list-skeleton.js';
import { ItemRow } from './item-row.js';

/** Row heights in px, as item-list.module.css sets them. */
const WIDE_ROW = 60;
const NARROW_ROW = 76;
const OVERSCAN = 8;

interface ItemListProps {
  list: UseInfiniteQueryResult<InfiniteData<ItemPage, PageStart>>;
}

/** The rows in view and a few around them; pages are fetched as the edges of what is loaded come near. */
export function ItemList({ list }: ItemListProps) {
  const { t } = useTranslation();
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const rowHeight = isWide ? WIDE_ROW : NARROW_ROW;
  const { data, hasNextPage, hasPreviousPage, isFetching, fetchNextPage, fetchPreviousPage } = list;

  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  // Pages before the first one held have been dropped; their rows keep their place.
  const firstIndex = (data?.pageParams[0]?.index ?? 0) * PAGE_SIZE;
  const end = firstIndex + items.length;
  const count = hasNextPage ? end + 1 : end;

  const place = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (place.current) setScrollMargin(place.current.getBoundingClientRect().top + window.scrollY);
  }, []);

  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin,
  });
  useEffect(() => {
    if (rowHeight) virtualizer.measure();
  }, [rowHeight, virtualizer]);

  const rows = virtualizer.getVirtualItems();
  const firstShown = rows[0]?.index ?? firstIndex;
  const lastShown = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (isFetching) return;
    if (firstShown < firstIndex && hasPreviousPage) void fetchPreviousPage();
    else if (lastShown >= end - OVERSCAN && hasNextPage) void fetchNextPage();
  }, [
    firstShown,
    lastShown,
    firstIndex,
    end,
    isFetching,
    hasNextPage,
    hasPreviousPage,
    fetchNextPage,
    fetchPreviousPage,
  ]);

  return (
    <ul
      ref={place}
      className={classes.list}
      aria-label={t('inventory.list')}
      aria-busy={list.isFetching}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {rows.map((row) => {
        const item = items[row.index - firstIndex];
        return (
          <li
            key={item?.id ?? `place-${row.index}`}
            className={classes.place}
            aria-setsize={total}
            aria-posinset={row.index + 1}
            style={{ height: row.size, transform: `translateY(${row.start - scrollMargin}px)` }}
          >
            {item ? <ItemRow item={item} /> : <SkeletonRow />}
          </li>
        );
      })}
    </ul>
  );
}
