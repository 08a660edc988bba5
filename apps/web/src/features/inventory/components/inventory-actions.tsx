import type { ItemFilter } from '@brique/shared';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconFileExport, IconFileImport, IconKeyboard, IconPlus } from '@tabler/icons-react';
import { lazy, memo, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import classes from './inventory-page.module.css';

// The menu brings the positioning library with it, which the list does not need.
const ExportMenu = lazy(() => import('./export-menu.js').then((module) => ({ default: module.ExportMenu })));

interface InventoryActionsProps {
  /** What the list shows. */
  filter: ItemFilter;
  /** How many items that is; undefined until known. */
  total: number | undefined;
  onHelp: () => void;
  onImport: () => void;
}

/** What one can do with the list as a whole. Nothing is added to the trash: there, the way out of it stands instead. */
export const InventoryActions = memo(function InventoryActions(props: InventoryActionsProps) {
  const { filter, total, onHelp, onImport } = props;
  const { t } = useTranslation();
  return (
    <>
      <ActionIcon
        className={classes.keys ?? ''}
        variant="subtle"
        color="gray"
        size="input-sm"
        aria-label={t('inventory.help.title')}
        title={t('inventory.help.title')}
        onClick={onHelp}
      >
        <IconKeyboard size={20} aria-hidden />
      </ActionIcon>
      <Suspense
        fallback={
          // Its place, so that the buttons beside it stay where they are.
          <Button variant="default" disabled leftSection={<IconFileExport size={18} aria-hidden />}>
            {t('inventory.export')}
          </Button>
        }
      >
        <ExportMenu what={{ filter }} count={total} />
      </Suspense>
      {filter.deleted ? (
        <LinkButton to="/inventory" variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />}>
          {t('inventory.backToInventory')}
        </LinkButton>
      ) : (
        <>
          <Button variant="default" leftSection={<IconFileImport size={18} aria-hidden />} onClick={onImport}>
            {t('inventory.import')}
          </Button>
          <LinkButton
            to="/inventory/new"
            search
            resetScroll={false}
            leftSection={<IconPlus size={18} aria-hidden />}
          >
            {t('inventory.new')}
          </LinkButton>
        </>
      )}
    </>
  );
});
