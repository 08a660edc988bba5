import { type ImportPreview, LIMITS } from '@brique/shared';
import { type ApiProblem, asProblem } from '../../lib/api-client.js';
import { previewImport } from './api/import-items.js';

export type FileFormat = 'csv' | 'json';

/** A file that was chosen, and what its beginning shows. */
export interface ImportFile {
  format: FileFormat;
  file: File;
  preview: ImportPreview;
}

/** Why a chosen file cannot be used: what is seen here, or what the server says of its beginning. */
export type FileFault = 'tooBig' | 'wrongType' | 'unreadable' | { format: FileFormat; problem: ApiProblem };

/** Bytes read for the preview; the file itself may be hundreds of megabytes. */
const HEAD_BYTES = 64 * 1024;

/** @returns the format by the file's name, else by its type; null when it is neither CSV nor JSON */
export function formatOf({ name, type }: Pick<File, 'name' | 'type'>): FileFormat | null {
  const extension = name.toLowerCase().split('.').pop();
  if (extension === 'json' || type === 'application/json') return 'json';
  if (extension === 'csv' || extension === 'tsv' || extension === 'txt' || type === 'text/csv') return 'csv';
  return null;
}

/** @returns the file ready for mapping, or why it cannot be used */
export async function openImportFile(file: File): Promise<{ opened: ImportFile } | { fault: FileFault }> {
  if (file.size > LIMITS.importBytes) return { fault: 'tooBig' };
  const format = formatOf(file);
  if (format === null) return { fault: 'wrongType' };
  // Read here first: what cannot be read looks like a server that does not answer.
  const head = await file
    .slice(0, HEAD_BYTES)
    .arrayBuffer()
    .catch(() => null);
  if (head === null) return { fault: 'unreadable' };
  try {
    const preview = await previewImport(format, head, file.size <= HEAD_BYTES);
    return { opened: { format, file, preview } };
  } catch (error) {
    return { fault: { format, problem: asProblem(error) } };
  }
}
