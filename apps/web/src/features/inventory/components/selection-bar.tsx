import type { ItemFilter, PurgeInput } from '@brique/shared';
import { ActionIcon, Button, Text } from '@mantine/core';
import { IconArrowBackUp, IconPencil, IconTrash, IconTrashX, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMeasuredHeight } from '../../../lib/use-measured-height.js';
import { useShortcuts } from '../../../lib/use-shortcuts.js';
import { bulkTarget } from '../selection.js';
import { ExportMenu } from './export-menu.js';
import classes from './selection-bar.module.css';
import { useBulkActions } from './use-bulk-actions.js';
import { usePurge } from './use-purge.js';
import type { SelectionControl } from './use-selection.js';

const BulkEditDialog = lazy(() =>
  import('./bulk-edit-dialog.js').then((module) => ({ default: module.BulkEditDialog })),
);

interface SelectionBarProps {
  ticks: SelectionControl;
  filter: ItemFilter;
  total: number;
}

/** What can be done with the selected items; stands at the lower edge while there are some. */
export function SelectionBar({ ticks, filter, total }: SelectionBarProps) {
  const { t } = useTranslation();
  const { act, isBusy } = useBulkActions();
  const purge = usePurge();
  const [isEditing, setEditing] = useState(false);
  const { selection, count } = ticks;
  const target = bulkTarget(selection, filter);
  const isTrash = filter.deleted === true;
  const [bar, setBar] = useState<HTMLElement | null>(null);
  useMeasuredHeight(bar, '--brique-bar');

  const run = async (action: 'delete' | 'restore') => {
    if (!isBusy && (await act({ ...target, action }))) ticks.clear();
  };
  const askToPurge = () => {
    if (purge.isBusy) return;
    const what: PurgeInput =
      selection.kind === 'all' ? { filter: { ...filter, deleted: true } } : { ids: [...selection.ids] };
    purge.ask({ what, title: t('trash.purgeTitle', { count }), onDone: ticks.clear });
  };
  useShortcuts([
    ['Delete', () => void (isTrash ? askToPurge() : run('delete'))],
    ['Escape', ticks.clear],
  ]);

  return (
    <section ref={setBar} className={classes.bar} aria-label={t('inventory.selection.title')}>
      <div className={classes.words}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('inventory.selection.clear')}
          onClick={ticks.clear}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
        <Text component="span" fw={650} role="status">
          {t('inventory.selection.count', { count })}
        </Text>
        {count < total && (
          <Button size="compact-sm" variant="subtle" onClick={ticks.selectAll}>
            {t('inventory.selection.all', { count: total })}
          </Button>
        )}
      </div>
      <div className={classes.actions}>
        {isTrash ? (
          <>
            <Button
              leftSection={<IconArrowBackUp size={18} aria-hidden />}
              loading={isBusy}
              onClick={() => void run('restore')}
            >
              {t('detail.restore')}
            </Button>
            <Button
              variant="light"
              color="red"
              leftSection={<IconTrashX size={18} aria-hidden />}
              loading={purge.isBusy}
              onClick={askToPurge}
            >
              {t('trash.purge')}
            </Button>
          </>
        ) : (
          <>
            <Button
              variant="default"
              leftSection={<IconPencil size={18} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              {t('detail.edit')}
            </Button>
            <ExportMenu
              count={count}
              what={selection.kind === 'all' ? { filter } : { ids: [...selection.ids] }}
            />
            <Button
              color="red"
              leftSection={<IconTrash size={18} aria-hidden />}
              loading={isBusy}
              onClick={() => void run('delete')}
            >
              {t('detail.delete')}
            </Button>
          </>
        )}
      </div>
      {isEditing && (
        <Suspense>
          <BulkEditDialog
            count={count}
            onClose={() => setEditing(false)}
            onSubmit={async (changes) => {
              if (!(await act({ ...target, action: 'change', changes }))) return;
              setEditing(false);
              ticks.clear();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
