import type { RecentChange } from '@brique/shared';
import { Skeleton, Text } from '@mantine/core';
import { IconArrowBackUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../../../components/ui/error-panel.js';
import { Panel } from '../../../components/ui/panel.js';
import { RelativeTime } from '../../../components/ui/relative-time.js';
import { useInstanceLabel } from '../../../lib/instance-names.js';
import { useFormats } from '../../../lib/use-formats.js';
import { recentChangesQueryOptions } from '../api/recent-changes.js';
import classes from './recent-panel.module.css';

const ICONS = {
  created: IconPlus,
  changed: IconPencil,
  deleted: IconTrash,
  restored: IconArrowBackUp,
} as const;

interface RecentPanelProps {
  nameOfKey: (key: string) => string;
}

/** Who did what last, like a page of the workshop's log book. */
export function RecentPanel({ nameOfKey }: RecentPanelProps) {
  const { t } = useTranslation();
  const recent = useQuery(recentChangesQueryOptions());
  const content = () => {
    if (recent.isError && !recent.data) {
      return (
        <ErrorPanel
          title={t('dashboard.recent.failed')}
          error={recent.error}
          onRetry={() => void recent.refetch()}
        />
      );
    }
    if (!recent.data) return <Skeleton h={300} radius="md" />;
    if (recent.data.length === 0) return <Text c="dimmed">{t('dashboard.recent.none')}</Text>;
    return (
      <ol className={classes.log}>
        {recent.data.map((change) => (
          <Entry key={`${change.at} ${change.items[0]?.id}`} change={change} nameOfKey={nameOfKey} />
        ))}
      </ol>
    );
  };
  return <Panel title={t('dashboard.recent.title')}>{content()}</Panel>;
}

function Entry({ change, nameOfKey }: { change: RecentChange; nameOfKey: (key: string) => string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const who = useInstanceLabel()(change.peer).label;
  const { kind, keys, items, count, isAtLeast, at } = change;
  const Icon = ICONS[kind];
  const others = count - items.length;

  const words = () => {
    if (kind !== 'changed') return t(`dashboard.recent.${kind}`, { who });
    // Several documents, or several kept values, are named once.
    const what = formats.list([...new Set(keys.map(nameOfKey))]);
    return what === '' ? t('dashboard.recent.touched', { who }) : t('detail.changed', { who, what });
  };

  return (
    <li className={classes.entry}>
      <span className={classes.icon} data-kind={kind} aria-hidden="true">
        <Icon size={16} />
      </span>
      <div className={classes.words}>
        <div className={classes.items}>
          {items.map(({ id, name }, at) => (
            <Fragment key={id}>
              {at > 0 && ', '}
              <Link to="/inventory/$itemId" params={{ itemId: id }}>
                {name}
              </Link>
            </Fragment>
          ))}
          {others > 0 &&
            ` ${isAtLeast ? t('dashboard.recent.many') : t('dashboard.recent.others', { count: others })}`}
        </div>
        <div className={classes.how}>
          {words()} · <RelativeTime iso={at} />
        </div>
      </div>
    </li>
  );
}
