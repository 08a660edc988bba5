import { type ImportPreview, ITEM_FIELDS, type ItemField } from '@brique/shared';
import { ActionIcon, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportPlan, withColumn } from '../import-plan.js';
import classes from './import.module.css';

interface ImportMappingProps {
  preview: ImportPreview;
  plan: ImportPlan;
  onChange: (plan: ImportPlan) => void;
}

/** For each field the column that holds it, or several. */
export function ImportMapping({ preview, plan, onChange }: ImportMappingProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Text fw={600}>{t('import.mapping')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('import.mappingText')}
      </Text>
      <div className={classes.mapping}>
        {ITEM_FIELDS.map((field) => (
          <FieldColumns key={field} field={field} preview={preview} plan={plan} onChange={onChange} />
        ))}
      </div>
    </div>
  );
}

function FieldColumns({ field, preview, plan, onChange }: ImportMappingProps & { field: ItemField }) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const label = t(`item.${field}`);
  const names = plan.map[field];
  const columns = [...new Set(preview.columns)].filter((column) => column !== '');
  const choices = [
    { value: '', label: t('import.notImported') },
    ...columns.map((column) => ({ value: column, label: column })),
  ];
  // The place is what a choice is: the second, the third.
  const more = [...names.slice(1), ...(isAdding ? [''] : [])].map((column, at) => ({
    column,
    place: at + 1,
  }));
  const canAdd = names.length > 0 && names.length < columns.length && !isAdding;
  const choose = (place: number, column: string) => {
    setAdding(false);
    onChange(withColumn(plan, field, place, column));
  };

  return (
    <Stack gap={6}>
      <Group gap={4} wrap="nowrap" align="flex-end">
        <NativeSelect
          flex={1}
          label={label}
          required={field === 'name'}
          error={field === 'name' && names.length === 0 ? t('import.needName') : null}
          data={choices}
          value={names[0] ?? ''}
          onChange={(event) => choose(0, event.currentTarget.value)}
        />
        {canAdd && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="input-sm"
            aria-label={t('import.addColumn', { field: label })}
            title={t('import.addColumn', { field: label })}
            onClick={() => setAdding(true)}
          >
            <IconPlus size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {more.map(({ column, place }) => (
        <NativeSelect
          key={place}
          // As wide as the first, which has the button beside it.
          mr={canAdd ? 40 : 0}
          aria-label={t('import.furtherColumn', { field: label })}
          data={choices}
          value={column}
          onChange={(event) => choose(place, event.currentTarget.value)}
        />
      ))}
      {more.length > 0 && (
        <Text size="xs" c="dimmed">
          {t(field === 'notes' ? 'import.allTaken' : 'import.firstTaken')}
        </Text>
      )}
    </Stack>
  );
}
