import { Link, type LinkProps } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useFormats } from '../../../lib/use-formats.js';
import classes from './bar-list.module.css';

const BrickBars = lazy(() =>
  import('../../../components/ui/charts/brick-bars.js').then((module) => ({ default: module.BrickBars })),
);

export interface BarRow {
  key: string;
  label: string;
  icon?: ReactNode;
  count: number;
  /** The items behind the figure. */
  search: NonNullable<LinkProps['search']>;
}

/** A list of figures with their bars: the list is what is read, aloud too; the chart stands behind it. */
export function BarList({ rows }: { rows: readonly BarRow[] }) {
  const formats = useFormats();
  return (
    <div className={classes.bars}>
      <div className={classes.plot} aria-hidden="true">
        <Suspense>
          <BrickBars values={rows.map(({ count }) => count)} />
        </Suspense>
      </div>
      <ol className={classes.list}>
        {rows.map(({ key, label, icon, count, search }) => (
          <li key={key}>
            <Link to="/inventory" search={search} className={classes.row}>
              {icon}
              <span className={classes.label} title={label}>
                {label}
              </span>{' '}
              <span className={classes.count}>{formats.number(count)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </div>
  );
}
