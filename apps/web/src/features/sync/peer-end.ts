import type { Peer } from '@brique/shared';

/** @returns when the trust of an instance ended by itself, ISO; null where it did not: what is revoked by hand has no end any more */
export function endOf({ trust, trustedUntil }: Pick<Peer, 'trust' | 'trustedUntil'>): string | null {
  return trust === 'revoked' ? trustedUntil : null;
}
