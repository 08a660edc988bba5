import type { FieldProblem, SyncErrorCode } from '@brique/shared';

/** Every expected failure of a use case. HTTP maps each to a status in one place (adapters/http/problem.ts). */
export type ErrorCode =
  | SyncErrorCode
  | 'invalid_input'
  | 'malformed'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'item_outgrown'
  | 'item_not_kept'
  | 'too_large'
  | 'unsupported_type'
  | 'too_many_requests'
  | 'password_required'
  | 'password_wrong'
  | 'cursor_unknown'
  | 'history_pruned'
  | 'import_invalid'
  | 'not_available'
  | 'read_only'
  | 'invite_unknown'
  | 'invite_used'
  | 'invite_expired'
  | 'grid_key_mismatch';

/** An expected failure: a stable code and a sentence for the person. Bugs throw anything else. */
export class BriqueError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly errors: FieldProblem[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BriqueError';
  }
}
