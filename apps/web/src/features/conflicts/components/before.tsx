import type { FieldConflict } from '@brique/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FoldButton } from '../../../components/ui/fold-button.js';
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
          <FoldButton
            isOpen={isWhole}
            onToggle={setWhole}
            more={t('conflicts.whole')}
            less={t('detail.less')}
          />
        )}
      </dd>
    </dl>
  );
}

function lengthOf(value: unknown): number {
  const text = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  return typeof text === 'string' ? text.length : 0;
}
