import type { Item, ItemPage } from '@brique/shared';
import { useElementSize, useMediaQuery, useMergedRef } from '@mantine/hooks';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZE, type PageStart } from '../api/item-list.js';
import { isSelected } from '../selection.js';
import { ItemCard, SkeletonCard } from './item-card.js';
import classes from './item-list.module.css';
import { SkeletonRow } from './item-list-skeleton.js';
import { ItemRow } from './item-row.js';
import { ItemTick } from './item-tick.js';
import { useRowKeys } from './use-row-keys.js';
import type { SelectionControl } from './use-selection.js';

/** Heights in px, as item-list.module.css and item-card.module.css set them; the gap below is part of them. */
const WIDE_ROW = 60;
const NARROW_ROW = 76;
const CARD = 160;
/** Narrowest card, in px. */
const CARD_WIDTH = 250;
const MAX_COLUMNS = 6;
const OVERSCAN = 8;
/** Items this close to the end of what is loaded have the next page fetched. */
const NEAR_END = 2 * OVERSCAN;
/** What lies over the list, in px: the toolbar above; tabs and the bar of the selection below. */
const COVERED = { start: 150, end: 150 };

interface ItemListProps {
  list: UseInfiniteQueryResult<InfiniteData<ItemPage, PageStart>>;
  items: readonly Item[];
  view: 'list' | 'cards';
  /** What the person searches for, to be marked. */
  query: string;
  ticks: SelectionControl;
}

/** The items in view and a few around them; pages are fetched as the edges of what is loaded come near. */
export function ItemList({ list, items, view, query, ticks }: ItemListProps) {
  const { t } = useTranslation();
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const { data, hasNextPage, hasPreviousPage, isFetching, fetchNextPage, fetchPreviousPage } = list;

  const place = useRef<HTMLUListElement>(null);
  const { ref: sizeRef, width: observed } = useElementSize<HTMLUListElement>();
  // The observer speaks after the first painting, which would show one column for a moment.
  const [firstWidth, setFirstWidth] = useState(0);
  const width = observed || firstWidth;
  const ref = useMergedRef(place, sizeRef);
  const isCards = view === 'cards';
  const columns = isCards ? Math.min(MAX_COLUMNS, Math.max(1, Math.floor(width / CARD_WIDTH))) : 1;
  const height = isCards ? CARD : isWide ? WIDE_ROW : NARROW_ROW;

  const total = data?.pages[0]?.total ?? 0;
  // Pages before the first one held have been dropped; their rows keep their place.
  const firstIndex = (data?.pageParams[0]?.index ?? 0) * PAGE_SIZE;
  const end = firstIndex + items.length;
  const count = hasNextPage ? end + 1 : end;

  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const top = place.current?.getBoundingClientRect().top;
    setFirstWidth((known) => known || (place.current?.clientWidth ?? 0));
    // Filters that come or go above move the list.
    if (top !== undefined) setScrollMargin(Math.round(top + window.scrollY));
  });

  const virtualizer = useWindowVirtualizer({
    count: Math.ceil(count / columns),
    estimateSize: () => height,
    overscan: isCards ? 3 : OVERSCAN,
    scrollMargin,
    scrollPaddingStart: COVERED.start,
    scrollPaddingEnd: COVERED.end,
  });
  useEffect(() => {
    if (height) virtualizer.measure();
  }, [height, virtualizer]);

  const rows = virtualizer.getVirtualItems();
  const shown = rows.flatMap((row) =>
    Array.from({ length: columns }, (_, column) => ({ row, column, index: row.index * columns + column })),
  );
  const firstShown = shown[0]?.index ?? firstIndex;
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (isFetching) return;
    if (firstShown < firstIndex && hasPreviousPage) void fetchPreviousPage();
    else if (lastShown >= end - NEAR_END && hasNextPage) void fetchNextPage();
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

  const keys = useRowKeys({
    list: place,
    columns,
    count: end,
    reveal: (index) => virtualizer.scrollToIndex(Math.floor(index / columns)),
    firstInView: () => {
      const top = (virtualizer.scrollOffset ?? 0) + COVERED.start;
      return (rows.find((row) => row.start >= top)?.index ?? 0) * columns;
    },
    onTick: (index, isRange) => {
      const item = items[index - firstIndex];
      if (item) ticks.tick(item.id, isRange);
    },
  });

  return (
    <ul
      ref={ref}
      className={classes.list}
      data-view={view}
      aria-label={t('inventory.list')}
      aria-busy={list.isFetching}
      style={{ height: virtualizer.getTotalSize() }}
      {...keys}
    >
      {shown.map(({ row, column, index }) => {
        if (index >= count) return null;
        const item = items[index - firstIndex];
        return (
          <li
            key={item?.id ?? `place-${index}`}
            className={classes.place}
            data-index={index}
            data-view={view}
            data-selected={item && isSelected(ticks.selection, item.id)}
            aria-setsize={total}
            aria-posinset={index + 1}
            style={{
              height: row.size,
              width: `${100 / columns}%`,
              left: `${(100 / columns) * column}%`,
              transform: `translateY(${row.start - scrollMargin}px)`,
            }}
          >
            {item ? (
              <>
                {isCards ? <ItemCard item={item} query={query} /> : <ItemRow item={item} query={query} />}
                <ItemTick
                  id={item.id}
                  name={item.name}
                  isTicked={isSelected(ticks.selection, item.id)}
                  onTick={ticks.tick}
                />
              </>
            ) : isCards ? (
              <SkeletonCard />
            ) : (
              <SkeletonRow />
            )}
          </li>
        );
      })}
    </ul>
  );
}
