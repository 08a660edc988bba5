import { LIMITS } from '@brique/shared';
import type { ApiProblem } from '../../lib/api-client.js';
import type { FileFormat } from './import-file.js';

/** Why a file as a whole is of no use, for the texts to say with what the person does next. */
export type ImportFault =
  | { kind: 'columnGone' | 'noNameColumn'; columns: string[] }
  | { kind: 'notCsv' | 'notJson' }
  | { kind: 'notCsvFrom' | 'notJsonFrom' | 'rowTooLarge'; row: number }
  | { kind: 'tooBig'; bytes: number };

/**
 * @param problem the server's refusal of a file
 * @returns what is wrong; null when it has nothing to do with the file
 */
export function importFault(
  { code, detail = '', errors }: Pick<ApiProblem, 'code' | 'detail' | 'errors'>,
  format: FileFormat,
): ImportFault | null {
  const row = namedRow(detail);
  if (code === 'invalid_input' && errors[0]?.code === 'unknown_column') {
    const kind = errors[0].field === 'name' ? 'noNameColumn' : 'columnGone';
    return { kind, columns: namedColumns(detail) };
  }
  if (code === 'import_invalid') {
    if (row !== null) return { kind: format === 'csv' ? 'notCsvFrom' : 'notJsonFrom', row };
    return { kind: format === 'csv' ? 'notCsv' : 'notJson' };
  }
  if (code === 'too_large') {
    return row !== null ? { kind: 'rowTooLarge', row } : { kind: 'tooBig', bytes: LIMITS.importBytes };
  }
  return null;
}

/** @returns the row that the server's sentence begins with; null when it names none */
function namedRow(detail: string): number | null {
  const row = /^Row (\d+)\b/.exec(detail)?.[1];
  return row === undefined ? null : Number(row);
}

/** @returns the names at the end of the server's sentence: the file's columns as the server read them */
function namedColumns(detail: string): string[] {
  const list = /columns(?: are|:) ((?:"(?:[^"\\]|\\.)*"(?:, )?)+)(?: and \d+ more)?\.$/u.exec(detail)?.[1];
  return list === undefined ? [] : (JSON.parse(`[${list}]`) as string[]);
}
