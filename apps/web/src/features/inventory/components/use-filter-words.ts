import type { Health, ItemNeed } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import type { FilterField } from '../inventory-search.js';

/** @returns how filters and their values are called on the page */
export function useFilterWords() {
  const { t } = useTranslation();
  const labelInstance = useInstanceLabel();
  const fields: Record<FilterField | 'only', string> = {
    category: t('item.category'),
    brand: t('item.brand'),
    health: t('item.health'),
    origin: t('item.origin'),
    only: t('inventory.filter.only'),
  };
  const needs: Record<ItemNeed, string> = {
    conflicts: t('inventory.filter.conflicts'),
    uncategorised: t('inventory.noCategory'),
  };
  const value = (field: FilterField | 'only', value: string): string => {
    if (field === 'health') return t(`health.${value as Health}`);
    if (field === 'only') return needs[value as ItemNeed];
    if (field !== 'origin') return value;
    const { label, isSelf } = labelInstance(value);
    return isSelf ? t('inventory.filter.thisInstance', { name: label }) : label;
  };
  return { field: (field: FilterField | 'only') => fields[field], value };
}
