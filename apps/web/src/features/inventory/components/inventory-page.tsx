import { Button } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { LinkButton } from '../../../components/ui/link-button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { itemListQueryOptions } from '../api/item-list.js';
import { type InventorySearch, SORTS } from '../inventory-search.js';
import { EmptyInventory } from './empty-inventory.js';
import { InventoryToolbar } from './inventory-toolbar.js';
import { ItemList } from './item-list.js';
import { ItemListSkeleton } from './item-list-skeleton.js';

// The menu brings the positioning library with it, which the list does not need.
const ExportMenu = lazy(() => import('./export-menu.js').then((module) => ({ default: module.ExportMenu })));
const ImportDialog = lazy(() =>
  import('./import-dialog.js').then((module) => ({ default: module.ImportDialog })),
);

interface InventoryPageProps {
  search: InventorySearch;
  onSearchChange: (changes: InventorySearch) => void;
}

export function InventoryPage({ search, onSearchChange }: InventoryPageProps) {
  const { t } = useTranslation();
  const [importing, setImporting] = useState(false);
  const { q = '', sort = SORTS[0], trash = false } = search;
  const list = useInfiniteQuery(itemListQueryOptions({ search: q, sort, deleted: trash }));
  const total = list.data?.pages[0]?.total;
  const isEmpty = total === 0 && !list.isPlaceholderData;
  // Then the empty page itself offers what there is to do.
  const isBlank = isEmpty && q === '' && !trash;
  const startImport = () => setImporting(true);

  const summary = () => {
    if (total === undefined) return '';
    if (q !== '') return t('inventory.found', { count: total });
    return trash ? t('inventory.inTrash', { count: total }) : t('inventory.count', { count: total });
  };

  const content = () => {
    if (list.isError && !list.data) {
      return (
        <ErrorPanel
          title={t('inventory.listFailed')}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      );
    }
    if (!list.data) return <ItemListSkeleton />;
    if (isEmpty) {
      return (
        <EmptyInventory
          query={q}
          trash={trash}
          onImport={startImport}
          onClearSearch={() => onSearchChange({ q: undefined })}
          onLeaveTrash={() => onSearchChange({ trash: undefined, q: undefined })}
        />
      );
    }
    return <ItemList list={list} />;
  };

  return (
    <>
      <PageHeader title={t('inventory.title')} summary={summary()}>
        {!isBlank && (
          <>
            <Suspense>
              <ExportMenu />
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
      <InventoryToolbar q={q} sort={sort} trash={trash} onChange={onSearchChange} />
      {content()}
      {importing && (
        <Suspense>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  );
}
