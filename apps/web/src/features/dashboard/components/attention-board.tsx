import type { Peer, Stats } from '@brique/shared';
import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowRight,
  IconArrowsSplit2,
  IconCircleCheck,
  IconDatabaseX,
  IconHandStop,
  IconPackages,
  IconTrash,
  IconUserQuestion,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './attention-board.module.css';

export interface AttentionProps {
  stats: Stats | undefined;
  /** Instances that ask to be let in. */
  requests: number;
  /** Instances whose changes are held back until the owner decides. */
  holding: readonly Pick<Peer, 'id' | 'name'>[];
  /** Trusted instances with which synchronising needs a hand. */
  failing: readonly Pick<Peer, 'id' | 'name'>[];
  /** Whether the last backup could not be made. */
  isBackupFailing: boolean;
  /** Sample items that can be taken away again. */
  samples: number;
  onRemoveSamples: () => void;
  isRemovingSamples: boolean;
}

/** What waits for a person, as tickets on a board: the pressing ones first. */
export function AttentionBoard(props: AttentionProps) {
  const { stats, requests, holding, failing, isBackupFailing, samples, onRemoveSamples, isRemovingSamples } =
    props;
  const { t } = useTranslation();
  // Its place is kept, so that nothing moves when it comes.
  if (!stats) return <div className={classes.board} />;
  const { conflicts, deleted } = stats;
  const isCalm = !isBackupFailing && requests + holding.length + failing.length + conflicts === 0;

  return (
    <section aria-label={t('dashboard.attention.title')} className={classes.board}>
      {requests > 0 && (
        <Ticket tone="ochre" icon={<IconUserQuestion />} to="/sync">
          {t('dashboard.attention.requests', { count: requests })}
        </Ticket>
      )}
      {holding.map(({ id, name }) => (
        <Ticket key={id} tone="ochre" icon={<IconHandStop />} to="/sync">
          {t('dashboard.attention.held', { name })}
        </Ticket>
      ))}
      {failing.map(({ id, name }) => (
        <Ticket key={id} tone="red" icon={<IconAlertTriangle />} to="/sync">
          {t('dashboard.attention.failed', { name })}
        </Ticket>
      ))}
      {isBackupFailing && (
        <Ticket tone="red" icon={<IconDatabaseX />} to="/settings" hash="data">
          {t('dashboard.attention.backup')}
        </Ticket>
      )}
      {conflicts > 0 && (
        <Ticket tone="ochre" icon={<IconArrowsSplit2 />} to="/conflicts">
          {t('dashboard.attention.conflicts', { count: conflicts })}
        </Ticket>
      )}
      {samples > 0 && (
        <div className={classes.ticket} data-tone="plain">
          <span className={classes.icon} aria-hidden="true">
            <IconPackages />
          </span>
          <span className={classes.words}>{t('samples.present', { count: samples })}</span>
          <Button size="compact-sm" variant="default" loading={isRemovingSamples} onClick={onRemoveSamples}>
            {t('samples.remove')}
          </Button>
        </div>
      )}
      {deleted > 0 && (
        <Ticket tone="plain" icon={<IconTrash />} to="/inventory" search={{ trash: true }}>
          {t('dashboard.attention.trash', { count: deleted })}
        </Ticket>
      )}
      {isCalm && (
        <p className={classes.calm}>
          <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-moss-light-color)" />
          {t('dashboard.attention.none')}
        </p>
      )}
    </section>
  );
}

interface TicketProps {
  to: '/sync' | '/inventory' | '/conflicts' | '/settings';
  search?: NonNullable<LinkProps['search']>;
  /** A part of that page. */
  hash?: string;
  tone: 'red' | 'ochre' | 'plain';
  icon: ReactNode;
  children: ReactNode;
}

function Ticket({ tone, icon, to, search, hash, children }: TicketProps) {
  return (
    <Link
      to={to}
      {...(search && { search })}
      {...(hash && { hash })}
      className={classes.ticket}
      data-tone={tone}
    >
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={classes.words}>{children}</span>
      <IconArrowRight size={18} aria-hidden />
    </Link>
  );
}
