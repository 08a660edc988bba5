import { useTranslation } from 'react-i18next';
import { kindOfKey } from '../change-words.js';

/** @returns a function that names a key of an item in words, in small letters, for use inside a sentence */
export function useKeyName(): (key: string) => string {
  const { t, i18n } = useTranslation();
  return (key) => {
    const kind = kindOfKey(key);
    switch (kind.kind) {
      case 'field':
        return t(`item.${kind.field}`).toLocaleLowerCase(i18n.language);
      case 'document':
        return t('detail.aDocument');
      case 'conflict':
        return t('detail.aConflict');
      case 'own':
        return t('detail.ownField', { name: kind.name });
      case 'other':
        return t('detail.anotherKey', { key: kind.key });
    }
  };
}
