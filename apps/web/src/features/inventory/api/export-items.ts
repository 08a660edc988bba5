import type { ItemFilter } from '@brique/shared';
import { ApiProblem, apiUrl, problemFromBody } from '../../../lib/api-client.js';
import { filterQuery } from './filter-query.js';

export type ExportFormat = 'csv' | 'json';

/** @returns the address of a file with all items that match; the server names the file */
export function exportUrl(format: ExportFormat, filter: ItemFilter): string {
  return apiUrl('/items/export', { format, ...filterQuery(filter) });
}

/**
 * Downloads a file with these items.
 * @param ids too many for an address, so they are sent
 * @throws ApiProblem
 */
export async function downloadItems(format: ExportFormat, ids: readonly string[]): Promise<void> {
  const response = await fetch(apiUrl('/items/export'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ format, ids }),
  }).catch(() => {
    throw new ApiProblem('server_stopped', 0);
  });
  if (!response.ok) throw problemFromBody(response.status, await response.text());
  const named = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = named ?? `brique.${format}`;
  link.click();
  // Once the download has begun, which is not told.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
