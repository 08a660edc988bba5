import type { PeerScope, TrustTerms } from '@brique/shared';

/** How long a trust is to last, as people choose it; in days, null: until its owner ends it. */
export const LENGTHS = { open: null, day: 1, week: 7, month: 30 } as const satisfies Record<
  string,
  number | null
>;
export type Length = keyof typeof LENGTHS;

export interface TermsChoice {
  readonly scope: PeerScope;
  /** `kept`: the end that there is already. */
  readonly length: Length | 'kept';
}

export const USUAL_TERMS: TermsChoice = { scope: 'household', length: 'open' };

const DAY_MS = 86_400_000;

/**
 * @param now ms since 1970
 * @param end that there is already, ISO; null for none
 */
export function termsOf({ scope, length }: TermsChoice, now: number, end: string | null = null): TrustTerms {
  if (length === 'kept') return { scope, until: end };
  const days = LENGTHS[length];
  return { scope, until: days === null ? null : new Date(now + days * DAY_MS).toISOString() };
}
