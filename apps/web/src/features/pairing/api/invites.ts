import type { InviteInfo, Peer, TrustTerms } from '@brique/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** `GET /pairing/invite`: the latest invite, null before the first. */
export function inviteQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.pairing, 'invite'],
    queryFn: ({ signal }) => api<InviteInfo | null>('GET', '/pairing/invite', { signal }),
  });
}

/** Opens an invite; the one before ends. */
export function useOpenInvite() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (terms: TrustTerms) => api<InviteInfo>('POST', '/pairing/invite', { body: terms }),
    onSuccess: (invite) => queryClient.setQueryData(inviteQueryOptions().queryKey, invite),
  });
}

export function useWithdrawInvite() {
  return useMutation({ mutationFn: () => api<void>('DELETE', '/pairing/invite') });
}

/** Accepts the invite of another instance; both trust each other then. */
export function useAcceptInvite() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (accepted: { invite: string } & TrustTerms) =>
      api<Peer>('POST', '/pairing/accept', { body: accepted }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.peers }),
  });
}
