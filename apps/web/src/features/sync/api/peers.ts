import type { Peer, PeerScope, SyncResult } from '@brique/shared';
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /peers` */
function getPeers(signal?: AbortSignal): Promise<Peer[]> {
  return api('GET', '/peers', { signal });
}

export function peersQueryOptions() {
  return queryOptions({ queryKey: queryKeys.peers, queryFn: ({ signal }) => getPeers(signal) });
}

const requestsAmong = (peers: Peer[]) => peers.filter(({ trust }) => trust === 'requested');

/** @returns the instances that ask to be let in; undefined until known */
export function useRequests(): Peer[] | undefined {
  return useQuery({ ...peersQueryOptions(), select: requestsAmong }).data;
}

const holdingAmong = (peers: Peer[]) => peers.filter(({ held }) => held > 0);

/** @returns the instances whose changes wait for the owner's decision; undefined until known */
export function useHolding(): Peer[] | undefined {
  return useQuery({ ...peersQueryOptions(), select: holdingAmong }).data;
}

function refetchPeers(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: queryKeys.peers });
}

const peerPath = (id: string) => `/peers/${encodeURIComponent(id)}`;

/** Adds an instance by the `host:port` of its gossip listener, after the server read its identity there. */
export function useAddPeer() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (address: string) => api<Peer>('POST', '/peers', { body: { address } }),
    onSuccess: () => refetchPeers(queryClient),
  });
}

interface PeerChange {
  id: string;
  /** Approves, or revokes. */
  isTrusted?: boolean;
  /** What it may do here; with an approval or while it is approved. */
  scope?: PeerScope;
  /** ISO time at which its trust ends; null: never by itself. As `scope`. */
  trustedUntil?: string | null;
  /** Whether sessions with it are begun here without a click. */
  autoSync?: boolean;
}

/** Changes what was decided about an instance; what is not named stays. */
export function useChangePeer() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...changes }: PeerChange) => api<Peer>('PATCH', peerPath(id), { body: changes }),
    onSuccess: () => refetchPeers(queryClient),
  });
}

export function useRemovePeer() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<void>('DELETE', peerPath(id)),
    onSuccess: () => refetchPeers(queryClient),
  });
}

/** Runs a session and answers when it has ended; what happens meanwhile comes as `sync-progress` events. */
export function useSyncWithPeer(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api<SyncResult>('POST', `${peerPath(id)}/sync`),
    onSettled: () => {
      void refetchPeers(queryClient);
      void queryClient.invalidateQueries({ queryKey: queryKeys.syncHistory });
    },
  });
}

/** Stops a running session, whoever started it. */
export function useCancelSync() {
  return useMutation({ mutationFn: (id: string) => api<void>('DELETE', `${peerPath(id)}/sync`) });
}
