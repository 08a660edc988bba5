import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiDocsPage } from '../../features/api-docs/components/api-docs-page.js';
import { usePageTitle } from '../use-page-title.js';

/** The description of the API, under the address at which it is known. */
export function ApiDocsRoute() {
  const { t } = useTranslation();
  usePageTitle(t('apiDocs.title'));
  return <ApiDocsPage anchor={useLocation().hash} />;
}
