import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { itemListQueryOptions } from '../api/item-list.js';
import { activeFilters, filterOf, type InventorySearch, NO_FILTERS, SORTS } from '../inventory-search.js';
import { InventoryActions } from './inventory-actions.js';
import { InventoryToolbar } from './inventory-toolbar.js';
import { ItemList } from './item-list.js';
import { ItemListSkeleton } from './item-list-skeleton.js';
import { useFileDrop } from './use-file-drop.js';
import { useInventoryKeys } from './use-inventory-keys.js';
import { useSelection } from './use-selection.js';

// What no full list shows.
const EmptyInventory = lazy(() =>
  import('./empty-inventory.js').then((module) => ({ default: module.EmptyInventory })),
);
const TrashNotice = lazy(() =>
  import('./trash-notice.js').then((module) => ({ default: module.TrashNotice })),
);
const ImportDialog = lazy(() =>
  import('./import-dialog.js').then((module) => ({ default: module.ImportDialog })),
);
const DropOverlay = lazy(() =>
  import('./drop-overlay.js').then((module) => ({ default: module.DropOverlay })),
);
const SelectionBar = lazy(() =>
  import('./selection-bar.js').then((module) => ({ default: module.SelectionBar })),
);
const HelpSheet = lazy(() => import('./help-sheet.js').then((module) => ({ default: module.HelpSheet })));

interface InventoryPageProps {
  search: InventorySearch;
  onSearchChange: (changes: InventorySearch) => void;
  onNew: () => void;
  /** The page is opened to bring in a list. */
  startsWithImport: boolean;
  onImportClosed: () => void;
}

export function InventoryPage({
  search,
  onSearchChange,
  onNew,
  startsWithImport,
  onImportClosed,
}: InventoryPageProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'import' | 'help' | null>(startsWithImport ? 'import' : null);
  const { q = '', sort = SORTS[0], view = 'list', trash = false } = search;
  const filter = useMemo(() => filterOf(search), [search]);
  const isFiltered = activeFilters(search).length > 0;
  const list = useInfiniteQuery(itemListQueryOptions(filter, sort));
  const { data } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const total = data?.pages[0]?.total;
  // The rows first: what one can do with them all is drawn in the frame after theirs.
  const listed = useDeferredValue(useMemo(() => ({ filter, total }), [filter, total]));
  // Rows of the last search that still stand are marked as they were: marking them anew would hold up those that come.
  const [shownQuery, setShownQuery] = useState(q);
  if (!list.isPlaceholderData && shownQuery !== q) setShownQuery(q);
  const isEmpty = total === 0 && !list.isPlaceholderData;
  // Then the empty page itself offers what there is to do.
  const isBlank = isEmpty && q === '' && !isFiltered;
  const ticks = useSelection(filter, items, total ?? 0);
  const endImport = () => {
    setOpen(null);
    onImportClosed();
  };
  const [dropped, setDropped] = useState<File | null>(null);
  const startImport = useCallback(() => {
    setDropped(null);
    setOpen('import');
  }, []);
  const showHelp = useCallback(() => setOpen('help'), []);
  useInventoryKeys({ onNew, onHelp: showHelp, onSelectAll: ticks.selectAll });
  const isDropping = useFileDrop((file) => {
    setDropped(file);
    setOpen('import');
  });

  const summary = () => {
    if (total === undefined) return '';
    if (q !== '' || isFiltered) return t('inventory.found', { count: total });
    return trash ? t('inventory.inTrash', { count: total }) : t('inventory.count', { count: total });
  };

  const content = () => {
    if (list.isError && !data) {
      return (
        <ErrorPanel
          title={t('inventory.listFailed')}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      );
    }
    if (!data) return <ItemListSkeleton view={view} />;
    if (isEmpty) {
      return (
        <Suspense>
          <EmptyInventory
            query={q}
            trash={trash}
            isFiltered={isFiltered}
            onImport={startImport}
            onClearSearch={() => onSearchChange({ q: undefined })}
            onClearFilters={() => onSearchChange(NO_FILTERS)}
            onLeaveTrash={() => onSearchChange({ trash: undefined, q: undefined })}
          />
        </Suspense>
      );
    }
    return (
      // Together: a notice that came after the rows would push them down.
      <Suspense fallback={<ItemListSkeleton view={view} />}>
        {trash && <TrashNotice count={q === '' && !isFiltered ? (total ?? 0) : null} />}
        <ItemList key={view} list={list} items={items} view={view} query={shownQuery} ticks={ticks} />
      </Suspense>
    );
  };

  return (
    <>
      <PageHeader title={t(trash ? 'inventory.trash' : 'inventory.title')} summary={summary()}>
        {!isBlank && <InventoryActions {...listed} onHelp={showHelp} onImport={startImport} />}
      </PageHeader>
      <InventoryToolbar search={search} onChange={onSearchChange} />
      {content()}
      <Suspense>
        {ticks.count > 0 && <SelectionBar ticks={ticks} filter={filter} total={total ?? 0} />}
        {open === 'import' && <ImportDialog dropped={dropped} onClose={endImport} />}
        {isDropping && <DropOverlay />}
        {open === 'help' && <HelpSheet onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
