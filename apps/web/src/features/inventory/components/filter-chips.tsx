import { Button, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { activeFilters, type InventorySearch, NO_FILTERS } from '../inventory-search.js';
import classes from './filter-bar.module.css';
import { useFilterWords } from './use-filter-words.js';

interface FilterChipsProps {
  search: InventorySearch;
  onChange: (changes: InventorySearch) => void;
}

/** The filters that are on, each with the way to take it off. */
export function FilterChips({ search, onChange }: FilterChipsProps) {
  const { t } = useTranslation();
  const words = useFilterWords();
  const active = activeFilters(search);
  if (active.length === 0) return null;
  return (
    <Group gap={6}>
      {active.map(({ field, value }) => {
        const label = words.value(field, value);
        return (
          <Button
            key={field}
            size="compact-sm"
            variant="light"
            className={classes.chip ?? ''}
            aria-label={t('inventory.filter.remove', { field: words.field(field), value: label })}
            rightSection={<IconX size={14} aria-hidden />}
            onClick={() => onChange({ [field]: undefined })}
          >
            {label}
          </Button>
        );
      })}
      {search.only === 'conflicts' && (
        <LinkButton to="/conflicts" size="compact-sm" variant="light">
          {t('inventory.decide')}
        </LinkButton>
      )}
      <Button size="compact-sm" variant="subtle" onClick={() => onChange(NO_FILTERS)}>
        {t('inventory.filter.clear')}
      </Button>
    </Group>
  );
}
