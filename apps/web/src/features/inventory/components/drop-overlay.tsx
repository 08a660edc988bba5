import { Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './drop-overlay.module.css';

/** Over the whole page while a file is dragged across it. */
export function DropOverlay() {
  const { t } = useTranslation();
  return (
    <div className={classes.overlay}>
      <div className={classes.place}>
        <IconFileImport size={48} stroke={1.5} aria-hidden />
        <Text fw={650} size="lg">
          {t('import.dropHere')}
        </Text>
      </div>
    </div>
  );
}
