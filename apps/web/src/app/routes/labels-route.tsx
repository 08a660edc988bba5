import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { filterOf, SORTS } from '../../features/inventory/inventory-search.js';
import type { LabelTarget } from '../../features/labels/api/label-items.js';
import { LabelsPage } from '../../features/labels/components/labels-page.js';
import { usePageTitle } from '../use-page-title.js';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /**
     * Items chosen for labels: thousands of ids do not fit an address. The browser keeps them with the page in its history, over
     * reloads and the way back.
     */
    labelIds?: string[];
  }
}

const route = getRouteApi('/labels');

/** Labels of one item, of a selection, or of what a list shows. */
export function LabelsRoute() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const ids = useLocation({ select: (location) => location.state.labelIds });
  usePageTitle(t('labels.title'));
  const target = useMemo((): LabelTarget | null => {
    if (search.item !== undefined) return { ids: [search.item] };
    if (ids !== undefined) return { ids };
    return search.list ? { filter: filterOf(search), sort: search.sort ?? SORTS[0] } : null;
  }, [search, ids]);
  return <LabelsPage target={target} />;
}
