import { setTimeout as pause } from 'node:timers/promises';
import type { SyncProgress, SyncResult, SyncTrigger } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { Dialer } from '../peers/dial.js';
import type { PeerStore } from '../peers/peer-store.js';
import { hasEnded } from '../peers/trust-terms.js';
import { runSession } from './initiator.js';
import type { SyncContext } from './sync-context.js';

/** Sessions that this instance begins. */
export interface Sessions {
  /**
   * Runs a session. One that somebody asks for by hand waits for one that runs by itself, of which nobody need know.
   * @throws BriqueError `not_found`, `not_trusted`, `already_syncing`, or why the session failed (SyncErrorCode)
   */
  syncWithPeer(id: string, trigger: SyncTrigger): Promise<SyncResult>;
  /** Ends the session with a peer, whoever began it. @throws BriqueError `not_found` */
  cancel(id: string): void;
  running(): SyncProgress[];
}

/** Sessions by themselves that one by hand waits for, one after the other. */
const MAX_WAITS = 5;
/** A session that is over here is over there within this time, mostly. */
const OVER_MS = 100;

export function createSessions(context: SyncContext, peers: PeerStore, dialer: Dialer): Sessions {
  const { registry } = context;
  const runsUnasked = (id: string) => {
    const trigger = registry.withPeer(id)?.trigger;
    return trigger === 'automatic' || trigger === 'change';
  };
  const endOfUnasked = async (id: string) => {
    const running = registry.withPeer(id);
    if (running === undefined || !runsUnasked(id)) return;
    await running.over;
    // Stopped by hand: who waited behind it is stopped with it.
    if (running.abort.signal.aborted) throw running.abort.signal.reason;
  };
  return {
    async syncWithPeer(id, trigger) {
      const peer = await peers.get(id);
      if (peer === null) throw new BriqueError('not_found', 'There is no such instance.');
      if (peer.trust !== 'trusted' || hasEnded(peer.terms, context.replica.wall.now())) {
        throw new BriqueError('not_trusted', `${peer.name} is not approved here. Approve it first.`);
      }
      const partner = { id: peer.id, name: peer.name, scope: peer.terms.scope };
      const run = () => runSession(context, partner, (greet) => dialer.greet(peer, greet), trigger);
      if (trigger !== 'manual') return run();
      for (let waits = 1; ; waits++) {
        await endOfUnasked(id);
        try {
          return await run();
        } catch (error) {
          const isCrossed = error instanceof BriqueError && error.code === 'already_syncing';
          if (!isCrossed || waits >= MAX_WAITS) throw error;
          // Theirs began at the same moment and stands; if it runs by itself, it is waited for as well. And where only the
          // other side still knows of one, that one is just over.
          if (registry.withPeer(id) === undefined) await pause(OVER_MS);
          else if (!runsUnasked(id)) throw error;
        }
      }
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
