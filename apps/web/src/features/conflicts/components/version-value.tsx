import type { OwnFieldValue } from '@brique/shared';
import { useTranslation } from 'react-i18next';
import { OwnFieldShown } from '../../../components/ui/own-field-value.js';
import { kindOfKey } from '../../../lib/item-keys.js';
import { useFormats } from '../../../lib/use-formats.js';
import { ComparedText } from './compared-text.js';
import classes from './conflicts.module.css';

interface VersionValueProps {
  /** What to call nothing, of what is no field that every item has. */
  nothing?: 'conflicts.removed' | 'conflicts.notThere';
  /** Of the field. */
  itemKey: string;
  value: unknown;
  /** Characters of the whole, where the value is only its beginning. */
  length: number | undefined;
  /** The value that differences are shown against; null when there is none to compare with. */
  from: { value: unknown } | null;
}

/** What a field holds in one version, as its kind wants it. */
export function VersionValue({ length, ...of }: VersionValueProps) {
  const { t } = useTranslation();
  if (length === undefined) return <Value {...of} />;
  return (
    <>
      <Value {...of} />
      <div className={classes.nothing}>{t('conflicts.beginning', { count: length })}</div>
    </>
  );
}

function Value({ itemKey, value, from, nothing = 'conflicts.removed' }: Omit<VersionValueProps, 'length'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { kind } = kindOfKey(itemKey);
  if (value === null || value === undefined || value === '') {
    return <span className={classes.nothing}>{t(kind === 'field' ? 'conflicts.empty' : nothing)}</span>;
  }
  if (kind === 'own') {
    const own = value as OwnFieldValue;
    if (own.type !== 'text') return <OwnFieldShown field={own} />;
    const old = from?.value as OwnFieldValue | null | undefined;
    return <ComparedText text={own.value} from={old?.type === 'text' ? old.value : null} />;
  }
  if (itemKey === 'purchaseDate') return formats.calendarDate(String(value));
  if (kind === 'document') return nameOf(value) ?? t('conflicts.unknownValue');
  if (kind === 'field' && itemKey !== 'photo' && typeof value === 'string') {
    return <ComparedText text={value} from={typeof from?.value === 'string' ? from.value : null} />;
  }
  return <span className={classes.nothing}>{t('conflicts.unknownValue')}</span>;
}

/** The file name of a document. */
function nameOf(value: unknown): string | null {
  const isNamed = typeof value === 'object' && value !== null && 'name' in value;
  return isNamed && typeof value.name === 'string' && value.name !== '' ? value.name : null;
}
