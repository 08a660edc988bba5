import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { showToast } from '../../../components/ui/toast.js';
import { itemDetailQueryOptions } from '../api/item-detail.js';
import { useUpdateItem } from '../api/item-mutations.js';
import { changedInput, formValuesFrom, type ItemFormValues } from '../item-form-values.js';
import { ItemDrawer } from './item-drawer.js';
import { ItemForm } from './item-form.js';

export function EditItemDrawer({ itemId, onClose }: { itemId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: item, error, refetch } = useQuery(itemDetailQueryOptions(itemId));
  const update = useUpdateItem(itemId);
  // What the form began with. The item may be changed elsewhere while somebody types; the form must not move under
  // their hands, and only what they changed is sent.
  const [initial, setInitial] = useState<ItemFormValues | null>(null);
  if (item && !initial) setInitial(formValuesFrom(item));

  return (
    <ItemDrawer
      itemId={itemId}
      title={t('form.editTitle', { name: initial?.name ?? '…' })}
      onClose={onClose}
      closeOnClickOutside={false}
    >
      {initial ? (
        <ItemForm
          initial={initial}
          submitLabel={t('form.save')}
          onCancel={onClose}
          onSaved={onClose}
          onSubmit={async (values) => {
            const changes = changedInput(initial, values);
            if (Object.keys(changes).length === 0) return;
            const saved = await update.mutateAsync(changes);
            showToast(t('inventory.savedToast', { name: saved.name }));
          }}
        />
      ) : error ? (
        <ErrorPanel title={t('detail.failed')} error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton h={300} />
      )}
    </ItemDrawer>
  );
}
