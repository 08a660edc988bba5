import type { ItemHistoryPage, RestoreStateResult } from '@brique/shared';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';
import { refetchItems } from './item-mutations.js';

const PAGE_SIZE = 10;

/** `GET /items/:id/history`, newest first. Under the item's own key: what changes the item changes its history. */
export function itemHistoryQueryOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.itemDetails, id, 'history'],
    queryFn: ({ pageParam, signal }) =>
      api<ItemHistoryPage>('GET', `/items/${encodeURIComponent(id)}/history`, {
        query: { cursor: pageParam, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

interface RestoreRequest {
  id: string;
  entry: number;
  /** Nothing is written; the answer says what would be. */
  dryRun: boolean;
}

/** `POST /items/:id/history/:entry/restore`: what the item was before that change. */
export function useRestoreState() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, entry, dryRun }: RestoreRequest) =>
      api<RestoreStateResult>('POST', `/items/${encodeURIComponent(id)}/history/${entry}/restore`, {
        query: { dryRun: dryRun ? 1 : null },
      }),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : refetchItems(queryClient)),
  });
}
