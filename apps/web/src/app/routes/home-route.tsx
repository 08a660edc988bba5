import { useTranslation } from 'react-i18next';
import { HomePage } from '../../features/dashboard/components/home-page.js';
import { usePageTitle } from '../use-page-title.js';

/** The first page: what this instance holds, and how it stands with the others. */
export function HomeRoute() {
  const { t } = useTranslation();
  usePageTitle(t('shell.home'));
  return <HomePage />;
}
