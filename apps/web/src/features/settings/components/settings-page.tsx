import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ThisInstance } from './this-instance.js';

/** What the owner decides about this instance. */
export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <ThisInstance />
    </>
  );
}
