import { useTranslation } from 'react-i18next';
import { activeFilters, type InventorySearch } from '../inventory-search.js';
import { useFilterWords } from './use-filter-words.js';

/** @returns a function that says what a list shows: everything, or what it is narrowed to */
export function useListWords(): (search: InventorySearch) => string {
  const { t } = useTranslation();
  const words = useFilterWords();
  return (search) => {
    const narrowed = [
      ...(search.q ? [t('print.searched', { query: search.q })] : []),
      ...activeFilters(search).map(({ field, value }) =>
        t('print.filtered', { field: words.field(field), value: words.value(field, value) }),
      ),
    ];
    if (narrowed.length === 0) return t(search.trash ? 'inventory.trash' : 'print.everything');
    return [...(search.trash ? [t('inventory.trash')] : []), ...narrowed].join(' · ');
  };
}
