import type { Health } from '@brique/shared';
import { Badge } from '@mantine/core';
import { IconFileOff, IconFiles, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const LOOK = {
  incomplete: { color: 'gray', Icon: IconFileOff },
  partial: { color: 'ochre', Icon: IconFiles },
  secured: { color: 'moss', Icon: IconShieldCheck },
} as const satisfies Record<Health, { color: string; Icon: typeof IconFiles }>;

interface HealthBadgeProps {
  health: Health;
  iconClass?: string | undefined;
  wordsClass?: string | undefined;
}

/** How well an item is documented, as an icon and words. */
export function HealthBadge({ health, iconClass, wordsClass }: HealthBadgeProps) {
  const { t } = useTranslation();
  const { color, Icon } = LOOK[health];
  return (
    <Badge
      color={color}
      leftSection={<Icon size={14} aria-hidden />}
      classNames={{ section: iconClass ?? '', label: wordsClass ?? '' }}
    >
      {t(`health.${health}`)}
    </Badge>
  );
}
