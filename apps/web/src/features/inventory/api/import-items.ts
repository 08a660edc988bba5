import type { ImportPreview, ImportProgress, ImportResult } from '@brique/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiUrl } from '../../../lib/api-client.js';
import { apiWithProgress } from '../../../lib/progress-lines.js';
import { queryKeys } from '../../../lib/query-keys.js';
import { type UploadState, upload } from '../../../lib/upload.js';

type FileFormat = 'csv' | 'json';

interface ImportRequest {
  file: File;
  format: FileFormat;
  /** What a person decided about the file, as `POST /items/import` takes it. */
  query: Record<string, string | undefined>;
  /** Counts and checks, writes nothing. */
  dryRun: boolean;
  onState: (state: UploadState<ImportProgress>) => void;
  signal: AbortSignal;
}

const CONTENT_TYPES: Record<FileFormat, string> = { csv: 'text/csv', json: 'application/json' };

/** `POST /items/import`: the whole file or nothing. */
export function useImportItems() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ file, format, query, dryRun, onState, signal }: ImportRequest) =>
      upload<ImportResult, ImportProgress>({
        path: '/items/import',
        query: { ...query, format, dryRun: dryRun ? 1 : undefined },
        file,
        contentType: CONTENT_TYPES[format],
        onState,
        signal,
      }),
    onSuccess: (_result, { dryRun }) => {
      if (!dryRun) void queryClient.invalidateQueries({ queryKey: queryKeys.itemLists });
    },
  });
}

/**
 * `POST /items/import/preview`
 * @param head the file's beginning
 * @param isWhole whether that is all of it
 * @throws ApiProblem
 */
export function previewImport(
  format: FileFormat,
  head: ArrayBuffer,
  isWhole: boolean,
): Promise<ImportPreview> {
  const url = apiUrl('/items/import/preview', { format, whole: isWhole ? 1 : undefined });
  return apiWithProgress(url, new Blob([head], { type: CONTENT_TYPES[format] }), () => undefined);
}
