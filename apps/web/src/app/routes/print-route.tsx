import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PrintPage } from '../../features/inventory/components/print-page.js';
import { usePageTitle } from '../use-page-title.js';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Items chosen to be printed as a list; as with labels, too many for an address. */
    printIds?: string[];
  }
}

const route = getRouteApi('/print');

/** A list on paper: of a selection, or of what the inventory shows under the same address. */
export function PrintRoute() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const ids = useLocation({ select: (location) => location.state.printIds });
  usePageTitle(t('print.title'));
  return <PrintPage search={search} ids={ids} />;
}
