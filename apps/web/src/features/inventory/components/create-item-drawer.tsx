import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { useCreateItem } from '../api/item-mutations.js';
import { createInput, EMPTY_ITEM } from '../item-form-values.js';
import { ItemDrawer } from './item-drawer.js';
import { ItemForm } from './item-form.js';

interface CreateItemDrawerProps {
  onClose: () => void;
  onCreated: () => void;
}

export function CreateItemDrawer({ onClose, onCreated }: CreateItemDrawerProps) {
  const { t } = useTranslation();
  const create = useCreateItem();
  return (
    <ItemDrawer itemId={null} title={t('form.createTitle')} onClose={onClose} closeOnClickOutside={false}>
      <ItemForm
        initial={EMPTY_ITEM}
        submitLabel={t('form.create')}
        onCancel={onClose}
        onSaved={onCreated}
        onSubmit={async (values) => {
          const item = await create.mutateAsync(createInput(values));
          showToast(t('inventory.createdToast', { name: item.name }));
        }}
      />
    </ItemDrawer>
  );
}
