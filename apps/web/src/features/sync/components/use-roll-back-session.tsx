import type { RollbackResult } from '@brique/shared';
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { showActionToast } from '../../../components/ui/action-toast.js';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { useRollBack, useUndoRollBack } from '../api/session-changes.js';

/** Says what rolling a session back would do, and does it on a yes; the toast takes it back. */
export function useRollBackSession(logId: number) {
  const { t } = useTranslation();
  const rollBack = useRollBack();
  const undo = useUndoRollBack();

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
    }
  };

  const undoNow = (undoId: string) =>
    attempt(async () => {
      const { changed } = await undo.mutateAsync(undoId);
      showToast(t('sync.changes.undone', { count: changed }));
    });

  const rollBackNow = () =>
    attempt(async () => {
      const { changed, trashed, undoId } = await rollBack.mutateAsync({ logId, dryRun: false });
      if (undoId === null) return;
      const text = t('sync.changes.done', { count: changed + trashed });
      showActionToast(text, t('common.undo'), () => void undoNow(undoId));
    });

  const ask = () =>
    attempt(async () => {
      const planned = await rollBack.mutateAsync({ logId, dryRun: true });
      if (planned.changed + planned.trashed === 0) {
        showToast(t('sync.changes.nothingToDo'));
        return;
      }
      askToConfirm({
        title: t('sync.changes.askTitle'),
        children: <Planned planned={planned} />,
        confirm: t('sync.changes.rollBack'),
        cancel: t('common.cancel'),
        onConfirm: () => void rollBackNow(),
      });
    });

  return { ask, isBusy: rollBack.isPending };
}

function Planned({ planned: { changed, trashed, kept } }: { planned: RollbackResult }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      {changed > 0 && <Text size="sm">{t('sync.changes.willChange', { count: changed })}</Text>}
      {trashed > 0 && <Text size="sm">{t('sync.changes.willTrash', { count: trashed })}</Text>}
      {kept > 0 && <Text size="sm">{t('sync.changes.willKeep', { count: kept })}</Text>}
      <Text size="sm">{t('sync.changes.travels')}</Text>
    </Stack>
  );
}
