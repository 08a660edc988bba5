import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { showActionToast } from '../../../components/ui/action-toast.js';
import { useRequests } from '../api/peers.js';
import { useNewcomers } from './use-newcomers.js';

/** Says on every page that another instance has begun to ask; those that asked before stand in the navigation. */
export function RequestNotice() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The page itself shows them first.
  const isOnPage = useLocation({ select: ({ pathname }) => pathname === '/sync' });
  const tell = useCallback(
    ({ name }: { name: string }) =>
      showActionToast(t('sync.asks', { name }), t('sync.answer'), () => void navigate({ to: '/sync' })),
    [navigate, t],
  );
  useNewcomers(useRequests(), isOnPage, tell);
  return null;
}
