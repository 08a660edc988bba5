import type { BulkInput, BulkResult, UndoProgress } from '@brique/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, apiUrl } from '../../../lib/api-client.js';
import { apiWithProgress } from '../../../lib/progress-lines.js';
import { refetchItems } from './item-mutations.js';

/** `POST /items/bulk`: all of them or none. */
export function useBulkItems() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: BulkInput) => api<BulkResult>('POST', '/items/bulk', { body: input }),
    onSuccess: () => refetchItems(queryClient),
  });
}

interface UndoRequest {
  undoId: string;
  onProgress?: ((progress: UndoProgress) => void) | undefined;
}

/** `POST /items/undo`: takes a bulk act or an import back. */
export function useUndoAct() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ undoId, onProgress = () => undefined }: UndoRequest) =>
      apiWithProgress<{ changed: number }, UndoProgress>(apiUrl('/items/undo'), { undoId }, onProgress),
    onSuccess: () => refetchItems(queryClient),
  });
}
