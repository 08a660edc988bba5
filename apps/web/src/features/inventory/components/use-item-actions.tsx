import type { Item } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../components/ui/problem-message.js';
import { showToast } from '../../../components/ui/toast.js';
import { showUndoToast } from '../../../components/ui/undo-toast.js';
import { useDeleteItem, useRestoreItem } from '../api/item-mutations.js';

type NamedItem = Pick<Item, 'id' | 'name'>;

/** Deleting asks nothing, because the toast takes it back; restoring is the same from the trash. */
export function useItemActions() {
  const { t } = useTranslation();
  const deletion = useDeleteItem();
  const restoration = useRestoreItem();
  const complain = (error: unknown) => showToast(<ProblemMessage error={error} />, 'bad');

  const restore = async ({ id, name }: NamedItem): Promise<boolean> => {
    try {
      await restoration.mutateAsync(id);
      showToast(t('inventory.restoredToast', { name }));
      return true;
    } catch (error) {
      complain(error);
      return false;
    }
  };

  const remove = async (item: NamedItem): Promise<boolean> => {
    try {
      await deletion.mutateAsync(item.id);
    } catch (error) {
      complain(error);
      return false;
    }
    showUndoToast(t('inventory.deletedToast', { name: item.name }), () => restore(item));
    return true;
  };

  return { remove, restore, isBusy: deletion.isPending || restoration.isPending };
}
