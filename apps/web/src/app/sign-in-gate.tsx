import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { laterTexts } from '../lib/i18n.js';
import { useSignedOut } from '../lib/session.js';

const SignInRoute = lazy(async () => {
  const [module] = await Promise.all([import('./routes/sign-in-route.js'), laterTexts()]);
  return { default: module.SignInRoute };
});

/**
 * Where the password is asked for, nothing else is on the screen and nothing of before is kept in memory. The address stays, so that
 * signing in leads back to where one was.
 */
export function SignInGate({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const isSignedOut = useSignedOut();
  useEffect(() => {
    if (isSignedOut) queryClient.clear();
  }, [isSignedOut, queryClient]);
  if (!isSignedOut) return children;
  return (
    <Suspense>
      <SignInRoute />
    </Suspense>
  );
}
