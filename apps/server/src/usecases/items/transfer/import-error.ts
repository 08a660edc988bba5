import { type FieldProblem, LIMITS } from '@brique/shared';
import { BriqueError } from '../../brique-error.js';

/** No row of a CSV or JSON file needs more: an item posted by itself has the same limit. */
export const ROW_BYTES = LIMITS.jsonBodyBytes;

/** Why a file as a whole cannot be read. */
export type FileFault =
  | 'empty_file'
  | 'quote_left_open'
  | 'not_csv'
  | 'header_not_utf8'
  | 'not_json'
  | 'nested_too_deep'
  | 'spreadsheet_file'
  | 'not_utf16';

/**
 * A file that cannot be read as a whole, as opposed to rows with a mistake.
 * @param row 1-based, where it shows
 */
export function importInvalid(code: FileFault, message: string, row?: number, cause?: unknown): BriqueError {
  return new BriqueError('import_invalid', message, [problem(code, message, row)], { cause });
}

/** A quote or bracket that never closes would otherwise swallow the rest of the file into one row. */
export function rowTooLarge(row: number): BriqueError {
  const message = `Row ${row} is larger than 1 MiB; is a quote or bracket before it left open?`;
  return new BriqueError('too_large', message, [problem('row_too_large', message, row)]);
}

function problem(code: string, message: string, row: number | undefined): FieldProblem {
  return { field: '', code, message, ...(row !== undefined && { row }) };
}
