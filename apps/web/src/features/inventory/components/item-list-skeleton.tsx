import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './item-list.module.css';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A row whose item is on its way. */
export function SkeletonRow() {
  return (
    <div className={classes.row}>
      <Skeleton h={12} w="60%" />
      <Skeleton h={12} w="70%" className={classes.category ?? ''} />
    </div>
  );
}

export function ItemListSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.skeletons} aria-busy="true" role="img" aria-label={t('common.loading')}>
      {ROWS.map((row) => (
        <SkeletonRow key={row} />
      ))}
    </div>
  );
}
