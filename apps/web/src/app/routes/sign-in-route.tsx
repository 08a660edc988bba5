import { modals } from '@mantine/modals';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInPage } from '../../features/access/components/sign-in-page.js';
import { Logo } from '../logo.js';
import { usePageTitle } from '../use-page-title.js';

/** Joins to the sign-in the sign over the door. */
export function SignInRoute() {
  const { t } = useTranslation();
  usePageTitle(t('access.title'));
  // A question that was open may name what nobody shall read now.
  useEffect(() => modals.closeAll(), []);
  return <SignInPage logo={<Logo />} />;
}
