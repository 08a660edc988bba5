import type { Item } from '@brique/shared';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { excerptOf } from '../match-marks.js';
import { ConflictMark } from './conflict-mark.js';
import { DaysLeft } from './days-left.js';
import { HealthBadge } from './health-badge.js';
import { ItemLink } from './item-link.js';
import classes from './item-list.module.css';
import { MarkedText } from './marked-text.js';

/** One item as a line that opens it. */
export const ItemRow = memo(function ItemRow({ item, query }: { item: Item; query: string }) {
  const { t } = useTranslation();
  const category = item.category || t('inventory.noCategory');
  const make = [item.brand, item.model].filter(Boolean).join(' · ');
  // A match in the notes would otherwise be a mystery.
  const inNotes = query === '' ? null : excerptOf(item.notes, query);
  return (
    <ItemLink item={item} className={classes.row}>
      <span className={classes.what}>
        <span className={classes.names}>
          <span className={classes.name}>
            <MarkedText text={item.name} query={query} />
          </span>
          <span className={classes.quiet}>
            {inNotes === null ? (
              <>
                <span className={classes.onNarrow}>
                  <MarkedText text={[category, item.brand].filter(Boolean).join(' · ')} query={query} />
                </span>
                <span className={classes.category}>
                  <MarkedText text={item.serialNumber} query={query} />
                </span>
              </>
            ) : (
              <MarkedText text={inNotes} query={query} />
            )}
          </span>
        </span>
        <ConflictMark count={item.conflictCount} />
      </span>
      <span className={`${classes.quiet} ${classes.category}`}>
        <MarkedText text={category} query={query} />
      </span>
      <span className={`${classes.quiet} ${classes.brand}`}>
        <MarkedText text={make} query={query} />
      </span>
      {item.deletedAt === null ? (
        <HealthBadge health={item.health} wordsClass={classes.healthWords} />
      ) : (
        <DaysLeft deletedAt={item.deletedAt} className={classes.quiet} />
      )}
      <span className={`${classes.quiet} ${classes.when}`}>
        <RelativeTime iso={item.updatedAt} />
      </span>
    </ItemLink>
  );
});
