import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useLasting } from '../../../lib/use-lasting.js';
import { itemFacetsQueryOptions } from '../api/item-facets.js';
import { itemListQueryOptions } from '../api/item-list.js';
import { filterOf, type InventorySearch, SORTS } from '../inventory-search.js';
import { FilterBar } from './filter-bar.js';

// Phones alone, and only once it is opened.
const FilterPanel = lazy(() =>
  import('./filter-panel.js').then((module) => ({ default: module.FilterPanel })),
);

/** The counts beside the list are asked for when nothing was typed for so long. */
const REST_MS = 250;

interface InventoryFiltersProps {
  search: InventorySearch;
  onChange: (changes: InventorySearch) => void;
  isPanelOpen: boolean;
  onPanelClose: () => void;
}

/** The filters with how many items each would leave: in a line on wide screens, on a sheet on phones. */
export function InventoryFilters({ search, onChange, isPanelOpen, onPanelClose }: InventoryFiltersProps) {
  const filter = filterOf(search);
  const { data, isFetching } = useInfiniteQuery(itemListQueryOptions(filter, search.sort ?? SORTS[0]));
  // The list first: counting everything takes longer than showing a page of it, and the next letter would wait for it.
  const hasRested = useLasting(!isFetching, REST_MS);
  const facets = useQuery({ ...itemFacetsQueryOptions(filter), enabled: hasRested }).data;
  return (
    <>
      <FilterBar search={search} facets={facets} onChange={onChange} />
      <Suspense>
        {isPanelOpen && (
          <FilterPanel
            search={search}
            facets={facets}
            onChange={onChange}
            total={data?.pages[0]?.total}
            opened
            onClose={onPanelClose}
          />
        )}
      </Suspense>
    </>
  );
}
