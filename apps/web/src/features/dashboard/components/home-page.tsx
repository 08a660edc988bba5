import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../components/ui/link-button.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { useSelfName } from '../../../lib/instance-names.js';

/** The dashboard. */
export function HomePage() {
  const { t } = useTranslation();
  return (
    <PageHeader title={useSelfName() ?? t('shell.home')}>
      <LinkButton to="/inventory">{t('shell.toInventory')}</LinkButton>
    </PageHeader>
  );
}
