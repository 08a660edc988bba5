import type { BulkInput, UndoProgress } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { showUndoToast } from '../../../components/ui/undo-toast.js';
import { useBulkItems, useUndoAct } from '../api/bulk-items.js';

function complain(error: unknown): false {
  showToast(<ProblemMessage error={error} />, 'bad');
  return false;
}

/** @returns a function that takes back the act of this `undoId`; it resolves to whether it did */
export function useUndo() {
  const { t } = useTranslation();
  const undo = useUndoAct();
  return async (undoId: string, onProgress?: (progress: UndoProgress) => void): Promise<boolean> => {
    try {
      const { changed } = await undo.mutateAsync({ undoId, onProgress });
      showToast(t('inventory.selection.undone', { count: changed }));
      return true;
    } catch (error) {
      return complain(error);
    }
  };
}

/** Acts on many items at once. Like the deletion of one, they ask nothing, because the toast takes them back. */
export function useBulkActions() {
  const { t } = useTranslation();
  const bulk = useBulkItems();
  const undo = useUndo();

  const done = (action: BulkInput['action'], count: number): string => {
    if (action === 'delete') return t('inventory.selection.deleted', { count });
    if (action === 'restore') return t('inventory.selection.restored', { count });
    return t('inventory.selection.changed', { count });
  };

  /** @returns whether it was done */
  const act = async (input: BulkInput): Promise<boolean> => {
    try {
      const { changed, undoId } = await bulk.mutateAsync(input);
      const text = done(input.action, changed);
      if (undoId === null) showToast(text);
      else showUndoToast(text, () => undo(undoId));
      return true;
    } catch (error) {
      return complain(error);
    }
  };

  return { act, isBusy: bulk.isPending };
}
