import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SkeletonCard } from './item-card.js';
import classes from './item-list.module.css';

const PLACES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A row whose item is on its way. */
export function SkeletonRow() {
  return (
    <div className={classes.row}>
      <Skeleton h={12} w="60%" />
      <Skeleton h={12} w="70%" className={classes.category ?? ''} />
    </div>
  );
}

/** The list while nothing of it is known, in the shape it will have. */
export function ItemListSkeleton({ view }: { view: 'list' | 'cards' }) {
  const { t } = useTranslation();
  const Place = view === 'cards' ? SkeletonCard : SkeletonRow;
  return (
    <div
      className={classes.skeletons}
      data-view={view}
      aria-busy="true"
      role="img"
      aria-label={t('common.loading')}
    >
      {PLACES.map((place) => (
        <Place key={place} />
      ))}
    </div>
  );
}
