import type { ConflictPage } from '@brique/shared';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @param isWanted asks only then @returns how many items wait for a choice; undefined until known */
export function useConflictCount(isWanted: boolean): number | undefined {
  return useQuery({
    queryKey: [...queryKeys.conflicts, 'count'],
    queryFn: ({ signal }) => api<ConflictPage>('GET', '/conflicts', { query: { limit: 1 }, signal }),
    select: ({ total }) => total,
    enabled: isWanted,
  }).data;
}
