import { useTranslation } from 'react-i18next';
import { ConflictsPage } from '../../features/conflicts/components/conflicts-page.js';
import { usePageTitle } from '../use-page-title.js';

export function ConflictsRoute() {
  const { t } = useTranslation();
  usePageTitle(t('conflicts.title'));
  return <ConflictsPage />;
}
