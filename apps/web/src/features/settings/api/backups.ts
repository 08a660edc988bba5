import type { BackupState } from '@brique/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** `GET /backups` */
export function backupsQueryOptions() {
  return queryOptions({
    queryKey: queryKeys.backups,
    queryFn: ({ signal }) => api<BackupState>('GET', '/backups', { signal }),
  });
}

/** `DELETE /backups/set-aside/:name`: deletes for good what a restore replaced. */
export function useDiscardSetAside() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      api<BackupState>('DELETE', `/backups/set-aside/${encodeURIComponent(name)}`),
    onSuccess: (state) => queryClient.setQueryData(backupsQueryOptions().queryKey, state),
  });
}

/** Makes a backup; the answer is how things stand afterwards, and may tell of a failure. */
export function useBackUp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api<BackupState>('POST', '/backups'),
    onSuccess: (state) => queryClient.setQueryData(backupsQueryOptions().queryKey, state),
  });
}
