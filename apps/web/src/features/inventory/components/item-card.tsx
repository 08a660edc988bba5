import type { Item } from '@brique/shared';
import { Skeleton } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { excerptOf } from '../match-marks.js';
import { ConflictMark } from './conflict-mark.js';
import { DaysLeft } from './days-left.js';
import { HealthBadge } from './health-badge.js';
import classes from './item-card.module.css';
import { ItemLink } from './item-link.js';
import { MarkedText } from './marked-text.js';

/** One item as a card that opens it. */
export const ItemCard = memo(function ItemCard({ item, query }: { item: Item; query: string }) {
  const { t } = useTranslation();
  const category = item.category || t('inventory.noCategory');
  const make = [item.brand, item.model].filter(Boolean).join(' · ');
  const inNotes = query === '' ? null : excerptOf(item.notes, query);
  return (
    <ItemLink item={item} className={classes.card}>
      <span className={classes.category}>
        <MarkedText text={category} query={query} />
      </span>
      <span className={classes.name}>
        <MarkedText text={item.name} query={query} />
      </span>
      <span className={classes.quiet}>
        <MarkedText text={inNotes ?? (make || item.serialNumber)} query={query} />
      </span>
      <span className={classes.foot}>
        {item.deletedAt === null ? (
          <HealthBadge health={item.health} />
        ) : (
          <DaysLeft deletedAt={item.deletedAt} className={classes.quiet} />
        )}
        <ConflictMark count={item.conflictCount} />
        <span className={classes.when}>
          <RelativeTime iso={item.updatedAt} />
        </span>
      </span>
    </ItemLink>
  );
});

/** A card whose item is on its way. */
export function SkeletonCard() {
  return (
    <div className={classes.card}>
      <Skeleton h={12} w="40%" />
      <Skeleton h={16} w="75%" mt={10} />
    </div>
  );
}
