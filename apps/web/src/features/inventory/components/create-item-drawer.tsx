import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../../components/ui/toast.js';
import { useCreateItem } from '../api/item-mutations.js';
import { readDraft, writeDraft } from '../item-draft.js';
import { createInput, EMPTY_ITEM, nextItemFrom } from '../item-form-values.js';
import { DraftOffer } from './draft-offer.js';
import { ItemDrawer } from './item-drawer.js';
import { ItemForm } from './item-form.js';

interface CreateItemDrawerProps {
  onClose: () => void;
  onCreated: () => void;
}

/** What is typed is kept as a draft, so leaving without saving loses nothing and needs no question. */
export function CreateItemDrawer({ onClose, onCreated }: CreateItemDrawerProps) {
  const { t } = useTranslation();
  const create = useCreateItem();
  const [offered, setOffered] = useState(() => readDraft(localStorage));
  // Another form each time: an empty one, the draft, or the next item.
  const [form, setForm] = useState({ round: 0, initial: EMPTY_ITEM });
  const startOver = (initial: typeof EMPTY_ITEM) => setForm(({ round }) => ({ round: round + 1, initial }));

  return (
    <ItemDrawer itemId={null} title={t('form.createTitle')} onClose={onClose} closeOnClickOutside={false}>
      {offered && (
        <DraftOffer
          name={offered.name}
          onTake={() => {
            startOver(offered);
            setOffered(null);
          }}
          onDrop={() => {
            writeDraft(localStorage, EMPTY_ITEM);
            setOffered(null);
          }}
        />
      )}
      <ItemForm
        key={form.round}
        initial={form.initial}
        submitLabel={t('form.create')}
        anotherLabel={t('form.another')}
        hasDraft
        takesFocus={form.round > 0}
        onType={(values) => writeDraft(localStorage, values)}
        onCancel={onClose}
        onSaved={(values, another) => (another ? startOver(nextItemFrom(values)) : onCreated())}
        onSubmit={async (values) => {
          const item = await create.mutateAsync(createInput(values));
          writeDraft(localStorage, EMPTY_ITEM);
          setOffered(null);
          showToast(t('inventory.createdToast', { name: item.name }));
        }}
      />
    </ItemDrawer>
  );
}
