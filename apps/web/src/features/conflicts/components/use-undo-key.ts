import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { undoLastAct } from '../../../lib/last-acts.js';
import { useShortcuts } from '../../../lib/use-shortcuts.js';

/** Ctrl+Z takes the last choice back, also when its message has gone. */
export function useUndoKey(): void {
  const { t } = useTranslation();
  useShortcuts([
    [
      'mod+z',
      () => {
        if (undoLastAct() === null) showToast(t('inventory.selection.nothingToUndo'));
      },
    ],
  ]);
}
