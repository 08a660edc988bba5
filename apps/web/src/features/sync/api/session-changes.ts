import type { RollbackResult, SessionChanges, UndoProgress } from '@brique/shared';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, apiUrl } from '../../../lib/api-client.js';
import { apiWithProgress } from '../../../lib/progress-lines.js';
import { queryKeys } from '../../../lib/query-keys.js';

const PAGE_SIZE = 20;

/** `GET /sync/history/:id/changes`: what a session changed here. */
export function sessionChangesQueryOptions(logId: number) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.syncHistory, 'changes', logId],
    queryFn: ({ pageParam, signal }) =>
      api<SessionChanges>('GET', `/sync/history/${logId}/changes`, {
        query: { cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** `POST /sync/history/:id/rollback`; with `dryRun` nothing is written. */
export function useRollBack() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ logId, dryRun }: { logId: number; dryRun: boolean }) =>
      api<RollbackResult>('POST', `/sync/history/${logId}/rollback`, {
        query: { dryRun: dryRun ? 1 : null },
      }),
    onSuccess: (_, { dryRun }) =>
      dryRun ? undefined : queryClient.invalidateQueries({ queryKey: ['items'] }),
  });
}

/** `POST /items/undo` of a rollback. */
export function useUndoRollBack() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (undoId: string) =>
      apiWithProgress<{ changed: number }, UndoProgress>(apiUrl('/items/undo'), { undoId }, () => undefined),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['items'] }),
  });
}
