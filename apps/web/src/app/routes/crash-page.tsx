import { Button } from '@mantine/core';
import { IconBarrierBlock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MessagePanel } from '../../components/ui/message-panel.js';

/** What stands in place of a page that threw. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <MessagePanel
      icon={<IconBarrierBlock />}
      title={t('shell.crashTitle')}
      text={t('shell.crashText')}
      order={1}
    >
      <Button onClick={() => window.location.reload()}>{t('shell.reload')}</Button>
    </MessagePanel>
  );
}
