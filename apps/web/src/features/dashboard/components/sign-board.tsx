import { Skeleton, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BrickMark } from '../../../components/ui/brick-mark.js';
import { useFormats } from '../../../lib/use-formats.js';
import classes from './sign-board.module.css';

interface SignBoardProps {
  /** null until known. */
  self: { id: string; name: string } | null;
  /** How many items there are; undefined until known. */
  items: number | undefined;
  isReading: boolean;
}

/** The sign above the workshop's door: whose place this is, and how much is kept here. */
export function SignBoard({ self, items, isReading }: SignBoardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className={`${classes.sign} brique-rail`}>
      <div className={classes.name}>
        {self ? <BrickMark id={self.id} size={52} /> : <Skeleton h={52} w={52} opacity={0.2} />}
        <Title order={1} className={classes.title ?? ''}>
          {self?.name ?? t('shell.home')}
        </Title>
      </div>
      {isReading && <Skeleton h={64} w={150} opacity={0.2} />}
      {items !== undefined && (
        <Link to="/inventory" className={classes.total} data-testid="total">
          <span className={classes.number}>{formats.number(items)}</span>{' '}
          <span>{t('dashboard.items', { count: items })}</span>
        </Link>
      )}
    </div>
  );
}
