import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ScanPage } from '../../features/scan/components/scan-page.js';
import { usePageTitle } from '../use-page-title.js';

export function ScanRoute() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  usePageTitle(t('scan.title'));
  const open = (code: string) => {
    if (code.toLowerCase().startsWith('brique:invite?'))
      void navigate({ to: '/sync', state: { invite: code } });
    else void navigate({ to: '/i/$code', params: { code } });
  };
  return <ScanPage onCode={open} />;
}
