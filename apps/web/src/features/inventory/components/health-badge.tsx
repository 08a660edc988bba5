import type { Health } from '@brique/shared';
import { IconFileOff, IconFiles, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './health-badge.module.css';

const ICONS = {
  incomplete: IconFileOff,
  partial: IconFiles,
  secured: IconShieldCheck,
} as const satisfies Record<Health, typeof IconFiles>;

interface HealthBadgeProps {
  health: Health;
  wordsClass?: string | undefined;
}

/** How well an item is documented, as an icon and words. */
export function HealthBadge({ health, wordsClass = '' }: HealthBadgeProps) {
  const { t } = useTranslation();
  const Icon = ICONS[health];
  return (
    <span className={classes.badge} data-health={health}>
      <Icon size={14} aria-hidden />
      <span className={`${classes.words} ${wordsClass}`}>{t(`health.${health}`)}</span>
    </span>
  );
}
