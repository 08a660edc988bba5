import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.layer.css';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showWaitingQuestions } from '../components/ui/confirm.js';
import { useMeasuredHeight } from '../lib/use-measured-height.js';
import { WebApp } from './web-app.js';

const CORNER = 'bottom-right';
const TOASTS = `.mantine-Notifications-root[data-position="${CORNER}"]`;

/**
 * Where questions and toasts appear. Fetched after the first page, which needs neither; both are asked for by
 * messages, so nothing has to stand inside this.
 */
export function Overlays() {
  const { t } = useTranslation();
  // After the provider's own effects, which are its children's.
  useEffect(showWaitingQuestions, []);
  // One of six places, and none is told of.
  const [toasts, setToasts] = useState<HTMLElement | null>(null);
  useEffect(() => setToasts(document.querySelector<HTMLElement>(TOASTS)), []);
  useMeasuredHeight(toasts, '--brique-toasts');
  return (
    <>
      <ModalsProvider modalProps={{ closeButtonProps: { 'aria-label': t('common.close') } }} />
      <WebApp />
      {/* Not in a portal: that would be there only after the effect above. */}
      <Notifications position={CORNER} withinPortal={false} zIndex={400} limit={4} />
    </>
  );
}
