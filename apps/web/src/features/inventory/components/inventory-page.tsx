import { ActionIcon, Button } from '@mantine/core';
import { IconFileImport, IconKeyboard, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { useLasting } from '../../../lib/use-lasting.js';
import { itemFacetsQueryOptions } from '../api/item-facets.js';
import { itemListQueryOptions } from '../api/item-list.js';
import { activeFilters, filterOf, type InventorySearch, NO_FILTERS, SORTS } from '../inventory-search.js';
import { EmptyInventory } from './empty-inventory.js';
import classes from './inventory-page.module.css';
import { InventoryToolbar } from './inventory-toolbar.js';
import { ItemList } from './item-list.js';
import { ItemListSkeleton } from './item-list-skeleton.js';
import { TrashNotice } from './trash-notice.js';
import { useFileDrop } from './use-file-drop.js';
import { useInventoryKeys } from './use-inventory-keys.js';
import { useSelection } from './use-selection.js';

// The menu brings the positioning library with it, which the list does not need.
const ExportMenu = lazy(() => import('./export-menu.js').then((module) => ({ default: module.ExportMenu })));
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

/** The counts beside the list are asked for when nothing was typed for so long. */
const REST_MS = 250;

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
  const filter = filterOf(search);
  const isFiltered = activeFilters(search).length > 0;
  const list = useInfiniteQuery(itemListQueryOptions(filter, sort));
  // The list first: counting everything takes longer than showing a page of it, and the next letter would wait for it.
  const hasRested = useLasting(!list.isFetching, REST_MS);
  const facets = useQuery({ ...itemFacetsQueryOptions(filter), enabled: hasRested }).data;
  const { data } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const total = data?.pages[0]?.total;
  // Rows of the last search that still stand are marked as they were: marking them anew would hold up those that come.
  const [shownQuery, setShownQuery] = useState(q);
  if (!list.isPlaceholderData && shownQuery !== q) setShownQuery(q);
  const isEmpty = total === 0 && !list.isPlaceholderData;
  // Then the empty page itself offers what there is to do.
  const isBlank = isEmpty && q === '' && !trash && !isFiltered;
  const ticks = useSelection(filter, items, total ?? 0);
  useInventoryKeys({ onNew, onHelp: () => setOpen('help'), onSelectAll: ticks.selectAll });
  const endImport = () => {
    setOpen(null);
    onImportClosed();
  };
  const [dropped, setDropped] = useState<File | null>(null);
  const startImport = () => {
    setDropped(null);
    setOpen('import');
  };
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
    if (!data) return <ItemListSkeleton />;
    if (isEmpty) {
      return (
        <EmptyInventory
          query={q}
          trash={trash}
          isFiltered={isFiltered}
          onImport={startImport}
          onClearSearch={() => onSearchChange({ q: undefined })}
          onClearFilters={() => onSearchChange(NO_FILTERS)}
          onLeaveTrash={() => onSearchChange({ trash: undefined, q: undefined })}
        />
      );
    }
    return (
      <>
        {trash && <TrashNotice count={q === '' && !isFiltered ? (total ?? 0) : null} />}
        <ItemList key={view} list={list} items={items} view={view} query={shownQuery} ticks={ticks} />
      </>
    );
  };

  return (
    <>
      <PageHeader title={t(trash ? 'inventory.trash' : 'inventory.title')} summary={summary()}>
        {!isBlank && (
          <>
            <ActionIcon
              className={classes.keys ?? ''}
              variant="subtle"
              color="gray"
              size="input-sm"
              aria-label={t('inventory.help.title')}
              title={t('inventory.help.title')}
              onClick={() => setOpen('help')}
            >
              <IconKeyboard size={20} aria-hidden />
            </ActionIcon>
            <Suspense>
              <ExportMenu what={{ filter }} count={total} />
            </Suspense>
            <Button
              variant="default"
              leftSection={<IconFileImport size={18} aria-hidden />}
              onClick={startImport}
            >
              {t('inventory.import')}
            </Button>
            <LinkButton
              to="/inventory/new"
              search
              resetScroll={false}
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t('inventory.new')}
            </LinkButton>
          </>
        )}
      </PageHeader>
      <InventoryToolbar search={search} facets={facets} total={total} onChange={onSearchChange} />
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
