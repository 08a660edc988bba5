import type { TrustTerms } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';

const SCOPES = ['household', 'guest'] as const;

/** What most people mean. */
export const HOUSEHOLD: TrustTerms = { scope: 'household', until: null };

/**
 * Checks terms of trust as they were given.
 * @param now ms since 1970
 * @throws BriqueError `invalid_input`, field `scope` or `until`
 */
export function checkTerms({ scope, until }: { scope: unknown; until: unknown }, now: number): TrustTerms {
  const known = SCOPES.find((name) => name === scope);
  if (known === undefined) throw invalid('scope', 'unknown_scope', 'Give "household" or "guest".');
  if (until === null) return { scope: known, until: null };
  const end = typeof until === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(until) ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(end))
    throw invalid('until', 'bad_time', 'Give a time such as 2026-12-31T18:00:00Z, or null for no end.');
  if (end <= now) throw invalid('until', 'in_the_past', 'Give an end that is still to come.');
  return { scope: known, until: isoTime(end) };
}

/** Whether trust on these terms has ended by itself. @param now ms since 1970 */
export function hasEnded({ until }: TrustTerms, now: number): boolean {
  return until !== null && Date.parse(until) <= now;
}

function invalid(field: string, code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code, message }]);
}
