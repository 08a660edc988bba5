import { LIMITS } from '@brique/shared';
import { BriqueError } from '../../brique-error.js';

/** No row of a CSV or JSON file needs more: an item posted by itself has the same limit. */
export const ROW_BYTES = LIMITS.jsonBodyBytes;

/** A file that cannot be read as a whole, as opposed to rows with a mistake. */
export function importInvalid(message: string, cause?: unknown): BriqueError {
  return new BriqueError('import_invalid', message, [], { cause });
}

/** A quote or bracket that never closes would otherwise swallow the rest of the file into one row. */
export function rowTooLarge(row: number): BriqueError {
  return new BriqueError(
    'too_large',
    `Row ${row} is larger than 1 MiB; is a quote or bracket before it left open?`,
  );
}
