import type { DateOrder, Duplicates, ImportPreview } from '@brique/shared';
import { NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ImportPlan, slashDate } from '../import-plan.js';

interface ImportChoicesProps {
  preview: ImportPreview;
  plan: ImportPlan;
  onChange: (plan: ImportPlan) => void;
}

/** How dates are read that can be read in two ways, and what becomes of items that are here already. */
export function ImportChoices({ preview, plan, onChange }: ImportChoicesProps) {
  const { t } = useTranslation();
  const date = slashDate(preview, plan);
  const isRecognised = plan.map.serialNumber.length > 0 || preview.source === 'brique';
  return (
    <>
      {date !== null && (
        <NativeSelect
          label={t('import.dates', { date })}
          value={plan.dates ?? 'dmy'}
          data={[
            { value: 'dmy', label: t('import.dayFirst') },
            { value: 'mdy', label: t('import.monthFirst') },
          ]}
          onChange={(event) => onChange({ ...plan, dates: event.currentTarget.value as DateOrder })}
        />
      )}
      {isRecognised ? (
        <Radio.Group
          label={t('import.duplicates')}
          description={t('import.duplicatesText')}
          value={plan.duplicates}
          onChange={(value) => onChange({ ...plan, duplicates: value as Duplicates })}
        >
          <Stack gap="xs" mt="xs">
            {(['skip', 'update', 'create'] as const).map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`import.duplicate.${value}`)}
                description={value === 'update' ? t('import.updateText') : undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
      ) : (
        <Text size="sm" c="dimmed">
          {t('import.noDuplicates')}
        </Text>
      )}
    </>
  );
}
