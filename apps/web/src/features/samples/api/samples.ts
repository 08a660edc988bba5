import type { Language, SampleState, SamplesRemoved } from '@brique/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /samples` */
function getSamples(signal?: AbortSignal): Promise<SampleState> {
  return api('GET', '/samples', { signal });
}

/** Under the key of the lists, because a sample that is changed is one no more. */
export function samplesQueryOptions() {
  return queryOptions({
    queryKey: [...queryKeys.itemLists, 'samples'],
    queryFn: ({ signal }) => getSamples(signal),
  });
}

/** Loads the sample items in a language. */
export function useLoadSamples() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (language: Language) => api<SampleState>('POST', '/samples', { body: { language } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.itemLists }),
  });
}

/** Takes the sample items away that nobody has changed. */
export function useRemoveSamples() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api<SamplesRemoved>('DELETE', '/samples'),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.itemLists }),
  });
}
