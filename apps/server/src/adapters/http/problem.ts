import type { Problem } from '@brique/shared';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { WaitError } from '../../usecases/access/wait-error.js';
import { BriqueError, type ErrorCode } from '../../usecases/brique-error.js';
import { STORAGE_FAULT_WORDS, storageFault } from '../../usecases/storage-fault.js';

/** The one place where an expected failure becomes a status. */
const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  malformed: 400,
  password_required: 401,
  password_wrong: 401,
  not_trusted: 403,
  read_only: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  item_outgrown: 409,
  item_not_kept: 409,
  already_syncing: 409,
  cursor_unknown: 409,
  history_pruned: 409,
  cancelled: 409,
  invite_unknown: 409,
  invite_used: 409,
  invite_expired: 409,
  grid_key_mismatch: 409,
  too_large: 413,
  unsupported_type: 415,
  invalid_input: 422,
  import_invalid: 422,
  not_available: 422,
  too_many_requests: 429,
  internal: 500,
  database_damaged: 500,
  disk_failed: 500,
  peer_unreachable: 502,
  peer_refused: 502,
  clock_skew: 502,
  identity_mismatch: 502,
  protocol_mismatch: 502,
  connection_lost: 502,
  disk_full: 507,
};

export function statusOf(code: ErrorCode): ContentfulStatusCode {
  return STATUS[code];
}

const BODY_CUT_SHORT: ReadonlySet<number> = new Set([413, 507]);

/**
 * The answer to a failed request, `application/problem+json` (RFC 9457).
 * @param more members beyond the standard ones
 */
export function problemResponse(error: BriqueError, more: Record<string, unknown> = {}): Response {
  const status = STATUS[error.code];
  const wait = error instanceof WaitError ? error.seconds : null;
  const problem: Problem = {
    type: 'about:blank',
    title: error.code.replaceAll('_', ' '),
    status,
    code: error.code,
    detail: error.message,
    ...(error.errors.length > 0 && { errors: error.errors }),
    ...(wait !== null && { retryAfterSeconds: wait }),
  };
  return new Response(JSON.stringify({ ...problem, ...more }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(wait !== null && { 'retry-after': String(wait) }),
      // The rest of the body is not read, so nothing can follow on this connection.
      ...(BODY_CUT_SHORT.has(status) && { connection: 'close' }),
    },
  });
}

/** Whoever runs Brique can do something about these, or tell us. */
const TO_LOG: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['internal', 'disk_failed', 'database_damaged']);

function expectedOf(error: unknown): BriqueError {
  const fault = storageFault(error);
  return fault === null
    ? new BriqueError('internal', 'This is a fault in Brique; its log says more.')
    : new BriqueError(fault, STORAGE_FAULT_WORDS[fault]);
}

/** Hono's error handler: expected failures become problems; what the disk did and bugs are logged, and a bug becomes a bare 500. */
export function onError(log: (message: string, error: unknown) => void) {
  return (error: unknown, c: Context): Response => {
    const expected = error instanceof BriqueError ? error : expectedOf(error);
    if (TO_LOG.has(expected.code)) log(`${c.req.method} ${c.req.path} failed`, error);
    return problemResponse(expected);
  };
}

export function onNotFound(): Response {
  return problemResponse(new BriqueError('not_found', 'There is no such page or call.'));
}
