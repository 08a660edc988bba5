import type { SessionInfo } from '@brique/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';
import { setSignedOut } from '../../../lib/session.js';

/** Whether a password is set; stale when the settings are. */
export function sessionQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.settings, 'session'],
    queryFn: ({ signal }) => api<SessionInfo>('GET', '/session', { signal }),
  });
}

/** With the right password the page comes back. */
export function useSignIn() {
  return useMutation({
    mutationFn: (password: string) => api<void>('POST', '/session', { body: { password } }),
    onSuccess: () => setSignedOut(false),
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => api<void>('DELETE', '/session'),
    onSuccess: () => setSignedOut(true),
  });
}

/** What is asked of the server. */
export interface PasswordChange {
  /** Needed when a password is set. */
  current?: string;
  /** null takes it away. */
  password: string | null;
}

export function useChangePassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => api<void>('PUT', '/password', { body: change }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionQueryOptions().queryKey }),
  });
}
