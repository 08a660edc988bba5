import type { SyncProgress, SyncResult, SyncTrigger } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { Dialer } from '../peers/dial.js';
import type { PeerStore } from '../peers/peer-store.js';
import { hasEnded } from '../peers/trust-terms.js';
import { runSession } from './initiator.js';
import type { SyncContext } from './sync-context.js';

/** Sessions that this instance begins. */
export interface Sessions {
  /** @throws BriqueError `not_found`, `not_trusted`, `already_syncing`, or why the session failed (SyncErrorCode) */
  syncWithPeer(id: string, trigger: SyncTrigger): Promise<SyncResult>;
  /** Ends the session with a peer, whoever began it. @throws BriqueError `not_found` */
  cancel(id: string): void;
  running(): SyncProgress[];
}

export function createSessions(context: SyncContext, peers: PeerStore, dialer: Dialer): Sessions {
  const { registry } = context;
  return {
    async syncWithPeer(id, trigger) {
      const peer = await peers.get(id);
      if (peer === null) throw new BriqueError('not_found', 'There is no such instance.');
      if (peer.trust !== 'trusted' || hasEnded(peer.terms, context.replica.wall.now())) {
        throw new BriqueError('not_trusted', `${peer.name} is not approved here. Approve it first.`);
      }
      const partner = { id: peer.id, name: peer.name, scope: peer.terms.scope };
      return runSession(context, partner, (greet) => dialer.greet(peer, greet), trigger);
    },
    cancel(id) {
      if (registry.withPeer(id) === undefined) {
        throw new BriqueError('not_found', 'No synchronisation with this instance is under way.');
      }
      registry.abort(id, new BriqueError('cancelled', 'The synchronisation was cancelled.'));
    },
    running: () => registry.running(),
  };
}
