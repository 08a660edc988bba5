import { Button, Group, Text } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { hideToast, showToast } from '../../../components/ui/toast.js';
import { useRequests } from '../api/peers.js';

/** Says on every page that another instance has begun to ask; those that asked before stand in the navigation. */
export function RequestNotice() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isOnPage = useLocation({ select: ({ pathname }) => pathname === '/sync' });
  const requests = useRequests();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!requests) return;
    const before = known.current;
    known.current = new Set(requests.map(({ id }) => id));
    // The page itself shows them first.
    if (before === null || isOnPage) return;
    for (const { id, name } of requests) {
      if (before.has(id)) continue;
      const toast = showToast(
        <Group justify="space-between" gap="xs">
          <Text size="sm">{t('sync.asks', { name })}</Text>
          <Button
            size="compact-sm"
            variant="light"
            flex="none"
            onClick={() => {
              hideToast(toast);
              void navigate({ to: '/sync' });
            }}
          >
            {t('sync.answer')}
          </Button>
        </Group>,
      );
    }
  }, [requests, isOnPage, navigate, t]);
  return null;
}
