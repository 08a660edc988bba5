import type { FieldConflict } from '@brique/shared';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './conflicts.module.css';
import { VersionValue } from './version-value.js';

/** More than two lines push the versions apart, which show what became of it anyway. */
const LONG = 160;

interface BeforeProps {
  /** Of the field. */
  itemKey: string;
  before: FieldConflict['before'];
}

/** What a field was before anybody changed it; the beginning of a long text. */
export function Before({ itemKey, before }: BeforeProps) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  if (before === null) return <p className={classes.before}>{t('conflicts.beforeUnknown')}</p>;
  const isLong = lengthOf(before.value) > LONG;
  return (
    <dl className={classes.before}>
      <dt>{t('conflicts.before')}</dt>
      <dd data-folded={isLong && !isWhole}>
        <div>
          <VersionValue
            itemKey={itemKey}
            value={before.value}
            length={before.length}
            from={null}
            nothing="conflicts.notThere"
          />
        </div>
        {isLong && (
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? t('detail.less') : t('conflicts.whole')}
          </Button>
        )}
      </dd>
    </dl>
  );
}

function lengthOf(value: unknown): number {
  const text = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  return typeof text === 'string' ? text.length : 0;
}
