import type { PeerStatus } from '@brique/shared';
import { Badge } from '@mantine/core';
import { IconCircle, IconCircleFilled, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const LOOK = {
  online: { color: 'moss', Icon: IconCircleFilled },
  offline: { color: 'gray', Icon: IconCircle },
  syncing: { color: 'steel', Icon: IconRefresh },
} as const satisfies Record<PeerStatus, { color: string; Icon: typeof IconRefresh }>;

export function PeerStatusBadge({ status }: { status: PeerStatus }) {
  const { t } = useTranslation();
  const { color, Icon } = LOOK[status];
  return (
    <Badge color={color} flex="none" leftSection={<Icon size={12} aria-hidden />} data-status={status}>
      {t(`sync.status.${status}`)}
    </Badge>
  );
}
