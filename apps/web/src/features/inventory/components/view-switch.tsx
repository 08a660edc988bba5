import { ActionIcon } from '@mantine/core';
import { IconLayoutGrid, IconList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type View = 'list' | 'cards';

interface ViewSwitchProps {
  view: View;
  onChange: (view: View) => void;
}

/** List or cards. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const { t } = useTranslation();
  const views = [
    { value: 'list', label: t('inventory.viewList'), Icon: IconList },
    { value: 'cards', label: t('inventory.viewCards'), Icon: IconLayoutGrid },
  ] as const;
  return (
    <ActionIcon.Group aria-label={t('inventory.view')}>
      {views.map(({ value, label, Icon }) => (
        <ActionIcon
          key={value}
          size="input-sm"
          variant={view === value ? 'light' : 'default'}
          aria-label={label}
          title={label}
          aria-pressed={view === value}
          onClick={() => onChange(value)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ))}
    </ActionIcon.Group>
  );
}
