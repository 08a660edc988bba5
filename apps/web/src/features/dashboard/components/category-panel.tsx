import type { Stats } from '@brique/shared';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../components/ui/panel.js';
import { largestCategories } from '../shares.js';
import { BarList } from './bar-list.js';

const ROOM = 8;

/** What there is most of. */
export function CategoryPanel({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const { shown, others } = largestCategories(stats.byCategory, ROOM);
  return (
    <Panel
      title={t('dashboard.categories.title')}
      more={
        others > 0 && (
          <Link to="/inventory" search={{ sort: 'category' }}>
            {t('dashboard.categories.others', { count: others })}
          </Link>
        )
      }
    >
      <BarList
        rows={shown.map(({ category, count }) => ({
          key: category,
          label: category || t('inventory.noCategory'),
          count,
          search: category ? { category } : { only: 'uncategorised' },
        }))}
      />
    </Panel>
  );
}
