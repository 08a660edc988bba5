import { type ImportPreview, LIMITS } from '@brique/shared';
import { Button, Chip, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { columnsLeft, type ImportPlan } from '../import-plan.js';
import classes from './import.module.css';

interface ImportOwnFieldsProps {
  preview: ImportPreview;
  plan: ImportPlan;
  onChange: (plan: ImportPlan) => void;
}

/** The columns that no field takes, and which of them are kept as own fields. */
export function ImportOwnFields({ preview, plan, onChange }: ImportOwnFieldsProps) {
  const { t } = useTranslation();
  const left = columnsLeft(preview, plan);
  if (left.length === 0) return null;
  const keep = (own: string[]) => onChange({ ...plan, own: own.slice(0, LIMITS.ownFieldsPerItem) });
  const isAll = plan.own.length >= Math.min(left.length, LIMITS.ownFieldsPerItem);
  return (
    <fieldset className={classes.group}>
      <Text component="legend" fw={600}>
        {t('import.left', { count: left.length })}
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('import.leftText')}
      </Text>
      <Chip.Group multiple value={plan.own} onChange={keep}>
        <Group gap={6}>
          {left.map((column) => (
            <Chip
              key={column}
              value={column}
              size="sm"
              variant="outline"
              classNames={{ label: classes.chip ?? '' }}
            >
              {column}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {left.length > 1 && (
        <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => keep(isAll ? [] : left)}>
          {t(isAll ? 'import.keepNone' : 'import.keepAll')}
        </Button>
      )}
    </fieldset>
  );
}
