import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the page in the browser's tab; when what lies over a page goes, the page's own name comes back. */
export function usePageTitle(page: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    const before = document.title;
    document.title = t('shell.pageTitle', { page });
    return () => {
      document.title = before;
    };
  }, [page, t]);
}
