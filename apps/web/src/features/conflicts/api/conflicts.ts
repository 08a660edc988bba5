import type {
  BulkInput,
  BulkResult,
  ConflictedItem,
  ConflictPage,
  FieldConflict,
  ItemInput,
  SeenConflict,
  SettleChoice,
  SettleInput,
  SettleManyInput,
  SettleManyResult,
  SettleResult,
} from '@brique/shared';
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { api, apiUrl } from '../../../lib/api-client.js';
import { apiWithProgress } from '../../../lib/progress-lines.js';
import { queryKeys } from '../../../lib/query-keys.js';

const PAGE_SIZE = 20;

/** `GET /conflicts`: what waits for a choice. */
export function conflictsQueryOptions() {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.conflicts, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api<ConflictPage>('GET', '/conflicts', { query: { cursor: pageParam, limit: PAGE_SIZE }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/**
 * `GET /items/:id/conflicts?key=`: one conflict with all its sides, nothing of them shortened.
 * @param listed as the list tells it
 */
export function wholeConflictQueryOptions(itemId: string, listed: FieldConflict) {
  const { key, current, conflicts } = asSeen(listed);
  return queryOptions({
    queryKey: [...queryKeys.wholeConflicts, itemId, key, current, conflicts, listed.moreSides],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      api<FieldConflict>('GET', `/items/${encodeURIComponent(itemId)}/conflicts`, { query: { key }, signal }),
  });
}

/** A conflict as it was seen: what has come since stays open. */
function asSeen({ key, current, sides }: FieldConflict): SeenConflict {
  return { key, current, conflicts: sides.flatMap((side) => side.conflict ?? []) };
}

/** What is being read may be from before a choice, and would bring the conflict back for a moment. */
async function readAnew(queryClient: QueryClient): Promise<void> {
  const stale = [queryKeys.itemLists, queryKeys.itemDetails];
  await Promise.all(stale.map((queryKey) => queryClient.cancelQueries({ queryKey })));
  for (const queryKey of stale) void queryClient.invalidateQueries({ queryKey });
}

interface Settlement {
  itemId: string;
  /** As it was seen. */
  conflict: FieldConflict;
  choice: SettleChoice;
}

/** `POST /items/:id/conflicts/settle`: one choice for one field, on every instance. */
export function useSettle() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, conflict, choice }: Settlement) => {
      const body: SettleInput = { ...asSeen(conflict), choice };
      return api<SettleResult>('POST', `/items/${encodeURIComponent(itemId)}/conflicts/settle`, { body });
    },
    onSettled: () => readAnew(queryClient),
  });
}

/**
 * `POST /items/bulk` of one item: an ordinary change of a field in which nothing is left to decide. It can be taken back.
 * @returns its BulkResult.undoId
 */
export function useWriteField() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ itemId, changes }: { itemId: string; changes: Partial<ItemInput> }) => {
      const act: BulkInput = { ids: [itemId], action: 'change', changes };
      const { changed, undoId } = await api<BulkResult>('POST', '/items/bulk', { body: act });
      // It says so already, or it is in the trash, or gone: that is told.
      if (changed === 0) await api('PATCH', `/items/${encodeURIComponent(itemId)}`, { body: changes });
      return undoId;
    },
    onSettled: () => readAnew(queryClient),
  });
}

/** `POST /conflicts/settle`: what holds stays, in many conflicts at once. */
export function useSettleMany() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (items: readonly Pick<ConflictedItem, 'item' | 'fields'>[]) => {
      const seen = items.map(({ item, fields }) => ({ id: item.id, fields: fields.map(asSeen) }));
      const body: SettleManyInput = { keep: 'current', items: seen };
      return api<SettleManyResult>('POST', '/conflicts/settle', { body });
    },
    onSettled: () => readAnew(queryClient),
  });
}

/** `POST /items/undo` of a choice: the conflict is open again. */
export function useUndoSettle() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (undoId: string) =>
      apiWithProgress<{ changed: number }, unknown>(apiUrl('/items/undo'), { undoId }, () => undefined),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['items'] }),
  });
}
