import { useTranslation } from 'react-i18next';
import { SettingsPage } from '../../features/settings/components/settings-page.js';
import { usePageTitle } from '../use-page-title.js';

export function SettingsRoute() {
  const { t } = useTranslation();
  usePageTitle(t('settings.title'));
  return <SettingsPage />;
}
