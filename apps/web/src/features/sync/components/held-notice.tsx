import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { showActionToast } from '../../../components/ui/action-toast.js';
import { useHolding } from '../api/peers.js';
import { useNewcomers } from './use-newcomers.js';

/** Says on every page that changes of another instance have begun to wait; those that waited before stand in the navigation. */
export function HeldNotice() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The page itself shows them first.
  const isOnPage = useLocation({ select: ({ pathname }) => pathname === '/sync' });
  const tell = useCallback(
    ({ name }: { name: string }) =>
      showActionToast(t('held.notice', { name }), t('held.look'), () => void navigate({ to: '/sync' })),
    [navigate, t],
  );
  useNewcomers(useHolding(), isOnPage, tell);
  return null;
}
