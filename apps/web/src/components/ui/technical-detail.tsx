import { useTranslation } from 'react-i18next';
import classes from './technical-detail.module.css';

/** What the server said, for whoever wants to know more: closed at first, and marked as English. */
export function TechnicalDetail({ detail }: { detail: string | null }) {
  const { t } = useTranslation();
  if (!detail) return null;
  return (
    <details className={classes.detail}>
      <summary>{t('common.technical')}</summary>
      <p lang="en">{detail}</p>
    </details>
  );
}
