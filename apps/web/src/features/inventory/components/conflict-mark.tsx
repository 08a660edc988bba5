import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Says that other values of an item were kept; nothing when there are none. */
export function ConflictMark({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <IconArrowsSplit2
      size={18}
      color="var(--mantine-color-ochre-light-color)"
      aria-label={t('inventory.conflicts', { count })}
      role="img"
      style={{ flex: 'none' }}
    />
  );
}
