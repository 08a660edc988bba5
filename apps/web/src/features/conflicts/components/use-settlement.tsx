import type { ConflictedItem, FieldConflict, Item, SettleChoice } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { hideToast, showToast } from '../../../components/ui/toast.js';
import { showUndoToast } from '../../../components/ui/undo-toast.js';
import { type ApiProblem, asProblem } from '../../../lib/api-client.js';
import { useKeyNames } from '../../../lib/use-key-names.js';
import { useSettle, useSettleMany, useUndoSettle, useWriteField } from '../api/conflicts.js';
import { isPresence, takesDeletion } from '../presence.js';
import { changeOf } from '../third-value.js';

/** The message of the last choice. */
let shown: string | null = null;

/** One message at a time, since one choice follows the other; those before are taken back with Ctrl+Z. */
function tell(text: string, undo: (() => Promise<boolean>) | null): void {
  if (shown !== null) hideToast(shown);
  shown = undo === null ? showToast(text) : showUndoToast(text, undo);
}

/** Sends a choice, says that it was made, and takes it back from the message. */
export function useSettlement() {
  const { t } = useTranslation();
  const names = useKeyNames();
  const settle = useSettle();
  const settleMany = useSettleMany();
  const writeField = useWriteField();
  const undo = useUndoSettle();

  const takeBack = async (undoId: string): Promise<boolean> => {
    try {
      const { changed } = await undo.mutateAsync(undoId);
      showToast(t('inventory.selection.undone', { count: changed }));
      return true;
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
      return false;
    }
  };

  const done = ({ name }: Item, conflict: FieldConflict, choice: SettleChoice): string => {
    if (!isPresence(conflict)) return t('conflicts.settled', { name, field: names.label(conflict.key) });
    return t(takesDeletion(conflict, choice) ? 'conflicts.inTheTrash' : 'conflicts.kept', { name });
  };

  /** @returns null once it is settled; what was refused is told unless it is about what was typed */
  const one = async (
    item: Item,
    conflict: FieldConflict,
    choice: SettleChoice,
  ): Promise<ApiProblem | null> => {
    try {
      const { undoId } = await settle.mutateAsync({ itemId: item.id, conflict, choice });
      const text = done(item, conflict, choice);
      tell(text, undoId === null ? null : () => takeBack(undoId));
      return null;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.errors.length === 0) showToast(<ProblemMessage error={problem} />, 'bad');
      return problem;
    }
  };

  /** Writes what was typed although somebody has decided meanwhile. @returns null once it is saved; else what was refused */
  const write = async (
    { id, name }: Item,
    { key }: FieldConflict,
    value: unknown,
  ): Promise<ApiProblem | null> => {
    try {
      const undoId = await writeField.mutateAsync({ itemId: id, changes: changeOf(key, value) });
      tell(t('inventory.savedToast', { name }), undoId === null ? null : () => takeBack(undoId));
      return null;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.errors.length === 0) showToast(<ProblemMessage error={problem} />, 'bad');
      return problem;
    }
  };

  /** What holds stays, in all of them. @returns whether that was done */
  const all = async (items: readonly Pick<ConflictedItem, 'item' | 'fields'>[]): Promise<boolean> => {
    try {
      const { settled, passedOver, undoId } = await settleMany.mutateAsync(items);
      const parts = [
        t('conflicts.settledMany', { count: settled }),
        ...(passedOver > 0 ? [t('conflicts.passedOver', { count: passedOver })] : []),
      ];
      tell(parts.join(' '), undoId === null ? null : () => takeBack(undoId));
      return true;
    } catch (error) {
      showToast(<ProblemMessage error={error} />, 'bad');
      return false;
    }
  };

  return { one, all, write };
}
