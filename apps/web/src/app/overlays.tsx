import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.layer.css';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { showWaitingQuestions } from '../components/ui/confirm.js';
import { WebApp } from './web-app.js';

/**
 * Where questions and toasts appear. Fetched after the first page, which needs neither; both are asked for by
 * messages, so nothing has to stand inside this.
 */
export function Overlays() {
  const { t } = useTranslation();
  // After the provider's own effects, which are its children's.
  useEffect(showWaitingQuestions, []);
  return (
    <>
      <ModalsProvider modalProps={{ closeButtonProps: { 'aria-label': t('common.close') } }} />
      <WebApp />
      <Notifications position="bottom-right" zIndex={400} limit={4} />
    </>
  );
}
