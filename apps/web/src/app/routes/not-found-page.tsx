import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/ui/link-button.js';
import { MessagePanel } from '../../components/ui/message-panel.js';

export function NotFoundPage() {
  const { t } = useTranslation();
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
