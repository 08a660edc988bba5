import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { undoLastAct } from '../../../lib/last-acts.js';
import { useShortcuts } from '../../../lib/use-shortcuts.js';

interface InventoryKeys {
  onNew: () => void;
  onHelp: () => void;
  onSelectAll: () => void;
}

/** The keys of the page that belong to no one part of it. */
export function useInventoryKeys({ onNew, onHelp, onSelectAll }: InventoryKeys): void {
  const { t } = useTranslation();
  useShortcuts([
    ['n', onNew],
    ['shift+?', onHelp],
    ['?', onHelp],
    ['mod+a', onSelectAll],
    [
      'mod+z',
      () => {
        if (undoLastAct() === null) showToast(t('inventory.selection.nothingToUndo'));
      },
    ],
  ]);
}
