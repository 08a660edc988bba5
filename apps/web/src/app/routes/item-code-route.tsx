import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemCodePage } from '../../features/scan/components/item-code-page.js';
import { usePageTitle } from '../use-page-title.js';

const route = getRouteApi('/i/$code');

/** Where every code leads: what a label holds is opened here, whoever printed it. */
export function ItemCodeRoute() {
  const { t } = useTranslation();
  const { code } = route.useParams();
  const navigate = useNavigate();
  usePageTitle(t('scan.for.label.title'));
  const open = useCallback(
    (itemId: string) => void navigate({ to: '/inventory/$itemId', params: { itemId }, replace: true }),
    [navigate],
  );
  return <ItemCodePage text={code} onFound={open} />;
}
