import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../lib/api-client.js';
import { useProblemTexts } from '../../lib/problem-text.js';
import { MessagePanel } from './message-panel.js';
import { TechnicalDetail } from './technical-detail.js';

interface ErrorPanelProps {
  title: string;
  error: unknown;
  onRetry: () => void;
}

/** What stands in place of data that could not be read. */
export function ErrorPanel({ title, error, onRetry }: ErrorPanelProps) {
  const { t } = useTranslation();
  const { text, detail } = useProblemTexts().problem(asProblem(error));
  return (
    <div role="alert">
      <MessagePanel icon={<IconAlertTriangle />} title={title} text={text}>
        <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={onRetry}>
          {t('common.retry')}
        </Button>
        <TechnicalDetail detail={detail} />
      </MessagePanel>
    </div>
  );
}
