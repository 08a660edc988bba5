import type { GridKeyInfo } from '@brique/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** `GET /pairing/grid-key` */
export function gridKeyQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.pairing, 'grid-key'],
    queryFn: ({ signal }) => getGridKey(signal),
  });
}

function getGridKey(signal?: AbortSignal): Promise<GridKeyInfo> {
  return api('GET', '/pairing/grid-key', { signal });
}

/** Sets the key as it was typed; null has a new one made. Its answer knows who came by the one before. */
export function useSetGridKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: string | null) =>
      api<GridKeyInfo>('PUT', '/pairing/grid-key', { body: key === null ? {} : { key } }),
    onSuccess: (info) => queryClient.setQueryData(gridKeyQueryOptions().queryKey, info),
  });
}

/** Removes the key; answers as `useSetGridKey`. */
export function useClearGridKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await api<void>('DELETE', '/pairing/grid-key');
      return getGridKey();
    },
    onSuccess: (info) => queryClient.setQueryData(gridKeyQueryOptions().queryKey, info),
  });
}

/** Revokes those of some instances that came by a grid key. */
export function useRevokeAdmitted() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) =>
      api<{ revoked: number }>('POST', '/pairing/grid-key/revoke', { body: { ids } }),
    onSuccess: () =>
      Promise.all(
        [queryKeys.pairing, queryKeys.peers].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ),
  });
}
