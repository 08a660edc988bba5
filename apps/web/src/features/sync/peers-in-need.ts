import type { Peer, SyncLog } from '@brique/shared';
import { lastingFailure } from './sync-error.js';

/**
 * @param logs the newest sessions, newest first
 * @returns the trusted instances whose last session failed in a way that stays until somebody acts
 */
export function peersInNeed<P extends Pick<Peer, 'id' | 'trust'>>(
  peers: readonly P[],
  logs: readonly Pick<SyncLog, 'peerId' | 'error'>[],
): P[] {
  return peers.filter(
    ({ id, trust }) =>
      trust === 'trusted' && lastingFailure(logs.find(({ peerId }) => peerId === id)) !== null,
  );
}
