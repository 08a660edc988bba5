import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconFilter, IconScan, IconTrash } from '@tabler/icons-react';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { activeFilters, type InventorySearch, type OfferedSort, SORTS } from '../inventory-search.js';
import classes from './inventory-toolbar.module.css';
import { SearchField } from './search-field.js';
import { ViewSwitch } from './view-switch.js';

// The menus bring the positioning library with them, which the first view of the list does not need.
const InventoryFilters = lazy(() =>
  import('./inventory-filters.js').then((module) => ({ default: module.InventoryFilters })),
);

interface InventoryToolbarProps {
  search: InventorySearch;
  onChange: (changes: InventorySearch) => void;
}

/** Search, order, filters. Drawn anew when they change, not for each step of the list's way. */
export const InventoryToolbar = memo(function InventoryToolbar({ search, onChange }: InventoryToolbarProps) {
  const { t } = useTranslation();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const { q = '', sort = SORTS[0], view = 'list', trash = false } = search;
  const active = activeFilters(search).length;
  const sortNames: Record<OfferedSort, string> = {
    '-updatedAt': t('inventory.sortUpdated'),
    '-createdAt': t('inventory.sortCreated'),
    name: t('inventory.sortName'),
    '-name': t('inventory.sortNameDown'),
    category: t('inventory.sortCategory'),
    brand: t('inventory.sortBrand'),
  };
  return (
    <div className={classes.toolbar}>
      <SearchField q={q} onChange={onChange} />
      <LinkButton
        to="/scan"
        variant="default"
        className={classes.pictured ?? ''}
        aria-label={t('inventory.scan')}
        leftSection={<IconScan size={18} aria-hidden />}
      >
        {t('inventory.scan')}
      </LinkButton>
      <NativeSelect
        className={classes.sort}
        aria-label={t('inventory.sort')}
        value={sort}
        data={SORTS.map((value) => ({ value, label: sortNames[value] }))}
        onChange={(event) => {
          const chosen = SORTS.find((each) => each === event.currentTarget.value);
          onChange({ sort: chosen === SORTS[0] ? undefined : chosen });
        }}
      />
      <span className={classes.onPhone}>
        <ActionIcon
          size="input-sm"
          variant={active > 0 ? 'light' : 'default'}
          aria-label={
            active > 0 ? t('inventory.filter.titleActive', { count: active }) : t('inventory.filter.title')
          }
          onClick={() => setPanelOpen(true)}
        >
          <IconFilter size={18} aria-hidden />
        </ActionIcon>
        {active > 0 && (
          <span className={classes.active} aria-hidden>
            {active}
          </span>
        )}
      </span>
      <ViewSwitch
        view={view}
        onChange={(chosen) => onChange({ view: chosen === 'cards' ? chosen : undefined })}
      />
      <Button
        className={classes.pictured}
        variant={trash ? 'light' : 'default'}
        aria-label={t('inventory.trash')}
        aria-pressed={trash}
        leftSection={<IconTrash size={18} aria-hidden />}
        onClick={() => onChange({ trash: trash ? undefined : true })}
      >
        {t('inventory.trash')}
      </Button>
      <Suspense fallback={<div className={classes.filters} />}>
        <InventoryFilters
          search={search}
          onChange={onChange}
          isPanelOpen={isPanelOpen}
          onPanelClose={() => setPanelOpen(false)}
        />
      </Suspense>
    </div>
  );
});
