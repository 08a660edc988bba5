import { LIMITS } from '@brique/shared';
import type { ApiProblem } from '../../lib/api-client.js';

/** Codes of files that cannot be read; each has a text `import.fault.<code>`. */
const FILE_FAULTS = [
  'empty_file',
  'quote_left_open',
  'not_csv',
  'header_not_utf8',
  'not_json',
  'nested_too_deep',
  'spreadsheet_file',
  'not_utf16',
  'row_too_large',
] as const;

/** Why a file as a whole is of no use, for the texts to say with what the person does next. */
export type ImportFault =
  | { kind: 'columnGone' | 'noNameColumn'; columns: readonly string[] }
  | { kind: (typeof FILE_FAULTS)[number]; row: number }
  | { kind: 'tooBig'; bytes: number };

/**
 * @param problem the server's refusal of a file
 * @returns what is wrong; null when it has nothing to do with the file, or in a way that this page does not know
 */
export function importFault({ code, errors }: Pick<ApiProblem, 'code' | 'errors'>): ImportFault | null {
  const [first] = errors;
  if (first?.code === 'unknown_column') {
    const kind = first.field === 'name' ? 'noNameColumn' : 'columnGone';
    return { kind, columns: first.columns ?? [] };
  }
  const kind = FILE_FAULTS.find((known) => known === first?.code);
  if (kind !== undefined) return { kind, row: first?.row ?? 1 };
  return code === 'too_large' ? { kind: 'tooBig', bytes: LIMITS.importBytes } : null;
}
