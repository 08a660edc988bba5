import { Button, Group, Text } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { hideToast, showToast } from '../../../components/ui/toast.js';
import { useHolding } from '../api/peers.js';

/** Says on every page that changes of another instance have begun to wait; those that waited before stand in the navigation. */
export function HeldNotice() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isOnPage = useLocation({ select: ({ pathname }) => pathname === '/sync' });
  const holding = useHolding();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!holding) return;
    const before = known.current;
    known.current = new Set(holding.map(({ id }) => id));
    if (before === null || isOnPage) return;
    for (const { id, name } of holding) {
      if (before.has(id)) continue;
      const toast = showToast(
        <Group justify="space-between" gap="xs">
          <Text size="sm">{t('held.notice', { name })}</Text>
          <Button
            size="compact-sm"
            variant="light"
            flex="none"
            onClick={() => {
              hideToast(toast);
              void navigate({ to: '/sync' });
            }}
          >
            {t('held.look')}
          </Button>
        </Group>,
      );
    }
  }, [holding, isOnPage, navigate, t]);
  return null;
}
