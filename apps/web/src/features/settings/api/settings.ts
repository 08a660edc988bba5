import type { Settings, SettingsInput } from '@brique/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { queryKeys } from '../../../lib/query-keys.js';

/** @returns `GET /settings` */
function getSettings(signal?: AbortSignal): Promise<Settings> {
  return api('GET', '/settings', { signal });
}

export function settingsQueryOptions() {
  return queryOptions({ queryKey: queryKeys.settings, queryFn: ({ signal }) => getSettings(signal) });
}

/** Changes settings; the answer is the new truth. */
export function useUpdateSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: SettingsInput) => api<Settings>('PATCH', '/settings', { body: changes }),
    onSuccess: (settings) => queryClient.setQueryData(settingsQueryOptions().queryKey, settings),
  });
}
