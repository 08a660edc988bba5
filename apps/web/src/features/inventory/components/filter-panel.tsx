import type { ItemFacets } from '@brique/shared';
import { Button, Drawer, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../../../components/ui/form-actions.js';
import { activeFilters, FILTER_FIELDS, type InventorySearch, NO_FILTERS } from '../inventory-search.js';
import { FilterOptions } from './filter-options.js';
import { useFilterWords } from './use-filter-words.js';

export interface FilterProps {
  search: InventorySearch;
  /** Undefined while they are being counted. */
  facets: ItemFacets | undefined;
  onChange: (changes: InventorySearch) => void;
}

interface FilterPanelProps extends FilterProps {
  total: number | undefined;
  opened: boolean;
  onClose: () => void;
}

/** All filters on a sheet that comes up from below; for phones. */
export function FilterPanel({ search, facets, total, opened, onChange, onClose }: FilterPanelProps) {
  const { t } = useTranslation();
  const words = useFilterWords();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="85%"
      title={t('inventory.filter.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg" flex={1}>
        {FILTER_FIELDS.map((field) => (
          <section key={field}>
            <Title order={3} mb={6}>
              {words.field(field)}
            </Title>
            <FilterOptions
              field={field}
              facets={facets?.[field]}
              chosen={search[field]}
              onChoose={(value) => onChange({ [field]: value })}
            />
          </section>
        ))}
        <FormActions>
          <Button
            variant="default"
            disabled={activeFilters(search).length === 0}
            onClick={() => onChange(NO_FILTERS)}
          >
            {t('inventory.filter.clear')}
          </Button>
          <Button onClick={onClose}>
            {total === undefined ? t('common.close') : t('inventory.filter.show', { count: total })}
          </Button>
        </FormActions>
      </Stack>
    </Drawer>
  );
}
