import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/ui/link-button.js';
import { MessagePanel } from '../../components/ui/message-panel.js';
import { usePageTitle } from '../use-page-title.js';

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('shell.notFoundTitle'));
  return (
    <MessagePanel
      icon={<IconMapOff />}
      title={t('shell.notFoundTitle')}
      text={t('shell.notFoundText')}
      order={1}
    >
      <LinkButton to="/inventory">{t('shell.toInventory')}</LinkButton>
    </MessagePanel>
  );
}
