import type { BulkInput, BulkResult } from '@brique/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { refetchItems } from './item-mutations.js';

/** `POST /items/bulk`: all of them or none. */
export function useBulkItems() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: BulkInput) => api<BulkResult>('POST', '/items/bulk', { body: input }),
    onSuccess: () => refetchItems(queryClient),
  });
}

/** `POST /items/undo`: takes a bulk act or an import back. */
export function useUndoAct() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (undoId: string) => api<{ changed: number }>('POST', '/items/undo', { body: { undoId } }),
    onSuccess: () => refetchItems(queryClient),
  });
}
