import type { Item } from '@brique/shared';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { HealthBadge } from './health-badge.js';
import classes from './item-list.module.css';

/** One item as a line that opens it. */
export function ItemRow({ item }: { item: Item }) {
  const { t } = useTranslation();
  const category = item.category || t('inventory.noCategory');
  const make = [item.brand, item.model].filter(Boolean).join(' · ');
  return (
    <Link
      to="/inventory/$itemId"
      params={{ itemId: item.id }}
      search
      resetScroll={false}
      preload={false}
      className={classes.row}
      data-testid="item-row"
      data-item-id={item.id}
    >
      <span className={classes.what}>
        <span className={classes.names}>
          <span className={classes.name}>{item.name}</span>
          <span className={classes.quiet}>
            <span className={classes.onNarrow}>{[category, item.brand].filter(Boolean).join(' · ')}</span>
            <span className={classes.category}>{item.serialNumber}</span>
          </span>
        </span>
        {item.conflictCount > 0 && (
          <IconArrowsSplit2
            size={18}
            color="var(--mantine-color-ochre-light-color)"
            aria-label={t('inventory.conflicts', { count: item.conflictCount })}
            role="img"
          />
        )}
      </span>
      <span className={`${classes.quiet} ${classes.category}`}>{category}</span>
      <span className={`${classes.quiet} ${classes.brand}`}>{make}</span>
      <HealthBadge health={item.health} iconClass={classes.healthIcon} wordsClass={classes.healthWords} />
      <span className={`${classes.quiet} ${classes.when}`}>
        <RelativeTime iso={item.updatedAt} />
      </span>
    </Link>
  );
}
