import type { Item, ItemInput } from '@brique/shared';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** The event stream would say so too; not waiting for it makes the person's own change instant. */
export function refetchItems(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: queryKeys.itemLists });
  void queryClient.invalidateQueries({ queryKey: queryKeys.itemDetails });
}

export function useCreateItem() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: ItemInput) => api<Item>('POST', '/items', { body: input }),
    onSuccess: () => refetchItems(queryClient),
  });
}

/** Sends the changed keys only: what somebody else changed meanwhile in other fields stays theirs. */
export function useUpdateItem(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: Partial<ItemInput>) =>
      api<Item>('PATCH', `/items/${encodeURIComponent(id)}`, { body: changes }),
    onSuccess: () => refetchItems(queryClient),
  });
}

export function useDeleteItem() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<void>('DELETE', `/items/${encodeURIComponent(id)}`),
    onSuccess: () => refetchItems(queryClient),
  });
}

export function useRestoreItem() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<Item | undefined>('POST', `/items/${encodeURIComponent(id)}/restore`),
    onSuccess: () => refetchItems(queryClient),
  });
}
