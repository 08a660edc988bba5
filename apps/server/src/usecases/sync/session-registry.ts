import type { SyncPhase, SyncProgress, SyncTrigger } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { Events } from '../events.js';

/** A session that runs now; at most one with each peer, whoever began it. */
export interface ActiveSession {
  readonly id: string;
  readonly peerId: string;
  readonly role: 'initiator' | 'responder';
  readonly trigger: SyncTrigger;
  /** Aborted with a BriqueError as reason: cancelled here, trust revoked, connection cut. */
  readonly abort: AbortController;
  readonly progress: SyncProgress;
  /** Whether the other side has agreed to it; until then a crossing session of theirs may take its place. */
  agreed: boolean;
  /** Resolves when it no longer runs. */
  readonly over: Promise<void>;
}

export interface SessionRegistry {
  /** @throws BriqueError `already_syncing` */
  begin(session: Pick<ActiveSession, 'id' | 'peerId' | 'role' | 'trigger'>): ActiveSession;
  end(session: ActiveSession): void;
  withPeer(peerId: string): ActiveSession | undefined;
  /** Moves progress on and tells the page. */
  report(session: ActiveSession, change: Partial<Omit<SyncProgress, 'peerId' | 'trigger'>>): void;
  running(): SyncProgress[];
  /** Ends the session with a peer, if there is one. */
  abort(peerId: string, reason: BriqueError): void;
  abortAll(reason: BriqueError): void;
}

export function createSessionRegistry(events: Events): SessionRegistry {
  const sessions = new Map<string, ActiveSession>();
  const markOver = new Map<ActiveSession, () => void>();
  return {
    begin({ id, peerId, role, trigger }) {
      if (sessions.has(peerId)) {
        throw new BriqueError(
          'already_syncing',
          'A synchronisation with this instance is already under way.',
        );
      }
      const progress: SyncProgress = {
        ...{ peerId, trigger, phase: 'connecting' },
        ...{ done: 0, total: null, bytes: 0 },
      };
      let resolve = () => {};
      const over = new Promise<void>((resolveOver) => {
        resolve = resolveOver;
      });
      const session = {
        id,
        peerId,
        role,
        trigger,
        abort: new AbortController(),
        progress,
        agreed: role === 'responder',
        over,
      };
      markOver.set(session, resolve);
      sessions.set(peerId, session);
      events.emit('sync-progress', { ...progress });
      events.emit('peers-changed', { peerId });
      return session;
    },
    end(session) {
      if (sessions.get(session.peerId) === session) sessions.delete(session.peerId);
      markOver.get(session)?.();
      markOver.delete(session);
    },
    withPeer: (peerId) => sessions.get(peerId),
    report(session, change) {
      const { progress } = session;
      Object.assign(progress, change);
      // The feed may grow while it travels: what was counted at first is then no longer everything.
      if (progress.total !== null) progress.total = Math.max(progress.total, progress.done);
      events.emit('sync-progress', { ...session.progress });
    },
    running: () => [...sessions.values()].map(({ progress }) => ({ ...progress })),
    abort(peerId, reason) {
      sessions.get(peerId)?.abort.abort(reason);
    },
    abortAll(reason) {
      for (const session of sessions.values()) session.abort.abort(reason);
    },
  };
}

/** Enters a phase of which `total` items are expected. */
export function phase(name: SyncPhase, total: number | null): Partial<SyncProgress> {
  return { phase: name, done: 0, total };
}
