import type { ImportResult } from '@brique/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '../../../lib/query-keys.js';
import { type UploadState, upload } from '../../../lib/upload.js';
import type { ColumnMap } from '../guess-mapping.js';
import type { FileFormat } from '../import-file.js';

interface ImportRequest {
  file: File;
  format: FileFormat;
  /** For CSV: from our field to the column's name, '' for none. */
  map: ColumnMap | null;
  /** Counts and checks, writes nothing. */
  dryRun: boolean;
  onState: (state: UploadState) => void;
  signal: AbortSignal;
}

const CONTENT_TYPES: Record<FileFormat, string> = { csv: 'text/csv', json: 'application/json' };

/** `POST /items/import`: the whole file or nothing. */
export function useImportItems() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ file, format, map, dryRun, onState, signal }: ImportRequest) =>
      upload<ImportResult>({
        path: '/items/import',
        query: { format, map: map ? JSON.stringify(map) : undefined, dryRun: dryRun ? 1 : undefined },
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
