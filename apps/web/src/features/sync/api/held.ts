import type {
  HeldDecisionInput,
  HeldDecisionResult,
  HeldGroup,
  HeldPage,
  UndoProgress,
} from '@brique/shared';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, apiUrl } from '../../../lib/api-client.js';
import { apiWithProgress } from '../../../lib/progress-lines.js';
import { queryKeys } from '../../../lib/query-keys.js';

const PAGE_SIZE = 20;

/** `GET /held`: what waits for the owner, by who sent it. */
export function heldGroupsQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.held, 'groups'],
    queryFn: ({ signal }) => api<HeldGroup[]>('GET', '/held', { signal }),
  });
}

const heldPath = (peerId: string) => `/held/${encodeURIComponent(peerId)}`;

/** `GET /held/:peerId`: item by item. */
export function heldItemsQueryOptions(peerId: string) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.held, 'items', peerId],
    queryFn: ({ pageParam, signal }) =>
      api<HeldPage>('GET', heldPath(peerId), { query: { cursor: pageParam, limit: PAGE_SIZE }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

interface Decision extends HeldDecisionInput {
  onProgress: (progress: UndoProgress) => void;
}

/** `POST /held/:peerId`. */
export function useDecideHeld(peerId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ onProgress, ...decision }: Decision) =>
      apiWithProgress<HeldDecisionResult, UndoProgress>(apiUrl(heldPath(peerId)), decision, onProgress),
    onSettled: () => {
      // Also after a failure: a part may be decided.
      for (const queryKey of [queryKeys.held, queryKeys.peers, ['items']]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
  });
}

/** `POST /items/undo` of a decision. */
export function useUndoDecision() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (undoId: string) =>
      apiWithProgress<{ changed: number }, UndoProgress>(apiUrl('/items/undo'), { undoId }, () => undefined),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['items'] }),
  });
}
