import type { PurgeInput, PurgeResult } from '@brique/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { refetchItems } from './item-mutations.js';

/** `POST /items/purge`: deletes for good; nothing takes it back. */
export function usePurgeItems() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: PurgeInput) => api<PurgeResult>('POST', '/items/purge', { body: input }),
    onSuccess: () => refetchItems(queryClient),
  });
}
