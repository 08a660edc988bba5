import type { HeldDecision, UndoProgress } from '@brique/shared';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showActionToast } from '../../../components/ui/action-toast.js';
import { askToConfirm } from '../../../components/ui/confirm.js';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { useDecideHeld, useUndoDecision } from '../api/held.js';

/** Less is done before anybody could read of it. */
const SHOWN_ABOVE = 500;

/**
 * Asks, decides, and says what was done; the toast takes it back.
 * @param name of the instance whose changes are decided about
 * @param onDone called after a decision, whatever came of it
 */
export function useHeldDecision(peerId: string, name: string, onDone: () => void) {
  const { t } = useTranslation();
  const decide = useDecideHeld(peerId);
  const undo = useUndoDecision();
  const [progress, setProgress] = useState<UndoProgress | null>(null);

  const undoNow = async (undoId: string) => {
    try {
      const { changed } = await undo.mutateAsync(undoId);
      showToast(t('held.undone', { count: changed }));
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
    }
  };

  const decideNow = async (decision: HeldDecision, itemIds: string[] | null) => {
    const onProgress = (step: UndoProgress) => setProgress(step.total > SHOWN_ABOVE ? step : null);
    try {
      const given = { decision, ...(itemIds !== null && { itemIds }), onProgress };
      const { decided, undoId } = await decide.mutateAsync(given);
      const text =
        decision === 'accept'
          ? t('held.accepted', { count: decided })
          : t('held.rejected', { count: decided });
      if (undoId === null) showToast(text);
      else showActionToast(text, t('common.undo'), () => void undoNow(undoId));
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
    } finally {
      setProgress(null);
      onDone();
    }
  };

  /** @param itemIds null for all @param count how many that are */
  const ask = (decision: HeldDecision, itemIds: string[] | null, count: number) => {
    const isAccept = decision === 'accept';
    askToConfirm({
      title: isAccept ? t('held.askAccept', { count }) : t('held.askReject', { count }),
      children: (
        <Text>{isAccept ? t('held.askAcceptText', { name }) : t('held.askRejectText', { name })}</Text>
      ),
      confirm: confirmWords(isAccept, itemIds === null, count),
      cancel: t('common.cancel'),
      isDangerous: isAccept,
      onConfirm: () => void decideNow(decision, itemIds),
    });
  };

  const confirmWords = (isAccept: boolean, isAll: boolean, count: number) => {
    if (isAccept) return isAll ? t('held.acceptAll') : t('held.acceptSome', { count });
    return isAll ? t('held.rejectAll') : t('held.rejectSome', { count });
  };

  return { ask, progress, isBusy: decide.isPending };
}
