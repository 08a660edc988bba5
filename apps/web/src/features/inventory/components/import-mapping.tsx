import { ITEM_FIELDS } from '@brique/shared';
import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnMap } from '../guess-mapping.js';
import classes from './import.module.css';

interface ImportMappingProps {
  columns: readonly string[];
  map: ColumnMap;
  onChange: (map: ColumnMap) => void;
  disabled: boolean;
}

/** One choice of column per field. */
export function ImportMapping({ columns, map, onChange, disabled }: ImportMappingProps) {
  const { t } = useTranslation();
  const choices = [
    { value: '', label: t('import.notImported') },
    ...[...new Set(columns)]
      .filter((column) => column !== '')
      .map((column) => ({ value: column, label: column })),
  ];
  return (
    <div>
      <Text fw={600}>{t('import.mapping')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('import.mappingText')}
      </Text>
      <div className={classes.mapping}>
        {ITEM_FIELDS.map((field) => (
          <NativeSelect
            key={field}
            label={t(`item.${field}`)}
            required={field === 'name'}
            error={field === 'name' && map.name === '' ? t('import.needName') : null}
            data={choices}
            value={map[field]}
            disabled={disabled}
            onChange={(event) => onChange({ ...map, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
    </div>
  );
}
