import { useTranslation } from 'react-i18next';
import { kindOfKey } from './item-keys.js';
import { ownFieldLabel } from './own-field-label.js';

/**
 * Names for the keys of an item: `label` as it stands above a value, `inSentence` with its article (`the notes`). What only a later
 * version knows is named as something unknown, never by its key.
 */
export function useKeyNames(): { label: (key: string) => string; inSentence: (key: string) => string } {
  const { t } = useTranslation();
  return {
    label: (key) => {
      const kind = kindOfKey(key);
      if (kind.kind === 'field') return t(`item.${kind.field}`);
      if (kind.kind === 'own') return ownFieldLabel(kind.name);
      return kind.kind === 'document' ? t('detail.document') : t('detail.unknownField');
    },
    inSentence: (key) => {
      const kind = kindOfKey(key);
      if (kind.kind === 'field') return t(`detail.the.${kind.field}`);
      if (kind.kind === 'own') return t('detail.theField', { name: ownFieldLabel(kind.name) });
      if (kind.kind === 'conflict') return t('detail.aConflict');
      return kind.kind === 'document' ? t('detail.aDocument') : t('detail.somethingUnknown');
    },
  };
}
