import type { FacetValue } from '@brique/shared';
import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterField } from '../inventory-search.js';
import { markMatches } from '../match-marks.js';
import classes from './filter-options.module.css';
import { MarkedText } from './marked-text.js';
import { useFilterWords } from './use-filter-words.js';

/** Above this many, looking for one by eye is slower than typing. */
const SEARCHABLE = 8;

interface FilterOptionsProps {
  field: FilterField;
  facets: readonly FacetValue[] | undefined;
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
}

/** The values of one filter with how many items each has; choosing the chosen one takes the filter off. */
export function FilterOptions({ field, facets, chosen, onChoose }: FilterOptionsProps) {
  const { t } = useTranslation();
  const words = useFilterWords();
  const [query, setQuery] = useState('');
  const known = (facets ?? []).filter(({ value }) => value !== '');
  // What is chosen stays on the list although another filter may leave nothing of it.
  const missing = chosen !== undefined && !known.some(({ value }) => value === chosen);
  const options = [...(missing ? [{ value: chosen, count: 0 }] : []), ...known].map((option) => ({
    ...option,
    label: words.value(field, option.value),
  }));
  const offered = options.filter(
    ({ label }) => query.trim() === '' || markMatches(label, query).some((part) => part.isMatch),
  );
  return (
    <div>
      {options.length > SEARCHABLE && (
        <TextInput
          mb="xs"
          aria-label={t('inventory.filter.searchIn', { field: words.field(field) })}
          placeholder={t('inventory.filter.searchPlaceholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      {offered.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          {options.length === 0 ? t('inventory.filter.none') : t('inventory.filter.noOption')}
        </Text>
      ) : (
        <ul className={classes.options} aria-label={words.field(field)}>
          {offered.map(({ value, label, count }) => (
            <li key={value}>
              <UnstyledButton
                className={classes.option ?? ''}
                aria-pressed={value === chosen}
                onClick={() => onChoose(value === chosen ? undefined : value)}
              >
                <span className={classes.check}>
                  {value === chosen && <IconCheck size={16} aria-hidden />}
                </span>
                <span className={classes.label}>
                  <MarkedText text={label} query={query} />
                </span>
                <span className={classes.count}>
                  <span aria-hidden>{t('inventory.filter.count', { count })}</span>
                  <span className={classes.hidden}>{t('inventory.count', { count })}</span>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
