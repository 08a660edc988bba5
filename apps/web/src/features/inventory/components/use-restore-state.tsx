import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { showUndoToast } from '../../../components/ui/undo-toast.js';
import { useRestoreState } from '../api/item-history.js';
import { KeyChanges } from './key-changes.js';
import { useUndo } from './use-bulk-actions.js';

/** Shows what an item would be again, and on a yes makes it so; the toast takes it back. */
export function useRestoreEarlierState(id: string) {
  const { t } = useTranslation();
  const restore = useRestoreState();
  const undo = useUndo();

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
    }
  };

  const restoreNow = (entry: number) =>
    attempt(async () => {
      const { undoId } = await restore.mutateAsync({ id, entry, dryRun: false });
      if (undoId === null) showToast(t('detail.restoreNothing'));
      else showUndoToast(t('detail.stateRestored'), () => undo(undoId));
    });

  const ask = (entry: number) =>
    attempt(async () => {
      const { changes } = await restore.mutateAsync({ id, entry, dryRun: true });
      if (changes.length === 0) {
        showToast(t('detail.restoreNothing'));
        return;
      }
      askToConfirm({
        title: t('detail.restoreTitle'),
        children: (
          <Stack gap="xs">
            <Text size="sm">{t('detail.restoreText', { count: changes.length })}</Text>
            <KeyChanges changes={changes} />
          </Stack>
        ),
        confirm: t('detail.restoreConfirm'),
        cancel: t('common.cancel'),
        size: 'lg',
        onConfirm: () => void restoreNow(entry),
      });
    });

  return { ask, isBusy: restore.isPending };
}
