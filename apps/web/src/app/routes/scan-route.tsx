import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ScanPage } from '../../features/scan/components/scan-page.js';
import { wayInOf } from '../../features/scan/scan-purpose.js';
import { usePageTitle } from '../use-page-title.js';

/** Leads from a code to what it opens: an item, or the page where an invite or a grid key is used. */
export function ScanRoute() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { for: purpose } = useSearch({ from: '/scan' });
  usePageTitle(t(`scan.for.${purpose ?? 'label'}.title`));
  const open = (text: string, wayIn: 'invite' | 'key' | null) => {
    if (wayIn === 'invite') void navigate({ to: '/sync', state: { invite: text } });
    else if (wayIn === 'key') void navigate({ to: '/sync', state: { gridKey: text } });
    else void navigate({ to: '/i/$code', params: { code: text } });
  };
  return (
    <ScanPage
      purpose={purpose ?? 'label'}
      onCode={(code) => open(code, wayInOf(code))}
      // Typed text has no form of its own: it is what was asked for.
      onTyped={(text) => open(text, wayInOf(text) ?? purpose ?? null)}
    />
  );
}
