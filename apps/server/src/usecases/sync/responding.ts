import type { Fingerprint } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import type { SessionRequest } from '../gossip/wire.js';
import { type Brake, createBrake } from './brake.js';
import { failureOf, newSessionRecord, type SessionFailure, type SessionRecord } from './session-record.js';
import type { ActiveSession } from './session-registry.js';
import type { SessionPartner, SyncContext } from './sync-context.js';

/** A session that ends without a word from the initiator is over after this long. */
const SILENCE_MS = 60_000;
/** Without a connection it is over after this long: who cancels ends its connections first, then says so on a new one. */
const GONE_MS = 2000;
/** Ended sessions whose end is remembered, to answer calls that still come for them. */
const MAX_ENDED = 100;

/** A peer that calls, and the session that the call says it belongs to. */
export interface Caller extends SessionPartner {
  readonly session?: string | undefined;
}

/** A session that another instance began. */
export interface Responding {
  readonly session: ActiveSession;
  readonly record: SessionRecord;
  readonly brake: Brake;
  /** Place in our feed up to which the initiator has been given everything; Infinity until the opening is answered. */
  given: number;
  readonly silence: NodeJS.Timeout;
  /** Runs while the initiator has no connection. */
  gone: NodeJS.Timeout | null;
}

export interface ProofOutcome {
  readonly identical: boolean;
  readonly fingerprint: Fingerprint;
}

/** The sessions that others began with us, from their first call to their log line. */
export interface RespondingSessions {
  /**
   * @returns the running session, when it is this one already
   * @throws BriqueError `already_syncing`; why it is over, when it has ended
   */
  begin(peer: SessionPartner, request: SessionRequest): Promise<Responding>;
  /**
   * The session a call belongs to; each call puts its end off. Undefined when the call names none.
   * @throws BriqueError why that session is over
   */
  of(caller: Caller): Responding | undefined;
  /** Whether it still runs: a batch may outlive its session. */
  isRunning(found: Responding): boolean;
  end(found: Responding, error: SessionFailure | null, proof: ProofOutcome | null): Promise<void>;
  /** The peer's last connection is gone. */
  disconnected(peerId: string): void;
  /** Ends all, and waits until they are logged. */
  close(): Promise<void>;
}

export function createRespondingSessions({
  replica,
  registry,
  logs,
  brakeLimit,
  batchSizes,
}: SyncContext): RespondingSessions {
  const { wall, events } = replica;
  const running = new Map<string, Responding>();
  const ended = new Map<string, SessionFailure | null>();
  const endings = new Set<Promise<void>>();

  const end = async (found: Responding, error: SessionFailure | null, proof: ProofOutcome | null) => {
    const { session, record } = found;
    if (running.get(session.peerId) !== found) return;
    running.delete(session.peerId);
    rememberEnd(session.id, error);
    if (error !== null) batchSizes.sessionFailed(session.peerId, error.code);
    clearTimeout(found.silence);
    if (found.gone !== null) clearTimeout(found.gone);
    const ending = logs.end(record, { durationMs: wall.now() - record.startedAt, error, proof });
    endings.add(ending);
    // Also when the log cannot be written: a session that is over must not stand in the way of the next.
    await ending.finally(() => {
      endings.delete(ending);
      registry.end(session);
    });
    const words = error === null ? null : `${error.code}: ${error.message}`;
    events.emit('sync-finished', { peerId: session.peerId, error: words });
  };

  const fail = (found: Responding, error: unknown) => {
    end(found, failureOf(error), null).catch(() => undefined);
  };

  const rememberEnd = (id: string, error: SessionFailure | null) => {
    ended.set(id, error);
    const [oldest] = ended.keys();
    if (ended.size > MAX_ENDED && oldest !== undefined) ended.delete(oldest);
  };

  /** Both began at once: the session of the lower instance id stands, on both sides alike. */
  const yieldToCrossing = (peer: SessionPartner) => {
    const ours = registry.withPeer(peer.id);
    if (ours?.role !== 'initiator' || ours.agreed || peer.id > replica.instanceId) return;
    registry.end(ours);
    const reason = `${peer.name} began a synchronisation at the same moment.`;
    ours.abort.abort(new BriqueError('already_syncing', reason));
  };

  return {
    end,
    isRunning: (found) => running.get(found.session.peerId) === found,

    async begin(peer, request) {
      // The opening came twice (its answer was lost, and it was sent again): whatever is agreed already stands.
      if (ended.has(request.id)) throw whyOver(ended.get(request.id), peer.name);
      const stale = running.get(peer.id);
      if (stale?.session.id === request.id) return stale;
      // A new session of the same peer means that it has forgotten the old one.
      if (stale !== undefined) await end(stale, failureOf(lost(peer.name)), null);
      yieldToCrossing(peer);
      const session = registry.begin({
        ...{ id: request.id, peerId: peer.id },
        ...{ role: 'responder', trigger: request.trigger },
      });
      const start = { peerId: peer.id, peerName: peer.name, startedAt: wall.now() };
      const record = newSessionRecord({ ...start, trigger: request.trigger, initiatedBy: 'them' });
      const silence = setTimeout(() => fail(found, lost(peer.name)), SILENCE_MS).unref();
      const brake = createBrake(brakeLimit());
      const found: Responding = { session, record, brake, given: Infinity, silence, gone: null };
      const { signal } = session.abort;
      signal.addEventListener('abort', () => fail(found, signal.reason), { once: true });
      running.set(peer.id, found);
      return found;
    },

    of({ id, name, session }) {
      if (session === undefined) return undefined;
      const found = running.get(id);
      if (found === undefined || found.session.id !== session) throw whyOver(ended.get(session), name);
      found.silence.refresh();
      if (found.gone !== null) clearTimeout(found.gone);
      return found;
    },

    disconnected(peerId) {
      const found = running.get(peerId);
      if (found === undefined) return;
      if (found.gone !== null) clearTimeout(found.gone);
      found.gone = setTimeout(() => fail(found, lost(found.record.peerName)), GONE_MS).unref();
    },

    async close() {
      const reason = new BriqueError('connection_lost', 'This Brique was stopped.');
      for (const found of [...running.values()]) fail(found, reason);
      await Promise.allSettled(endings);
    },
  };
}

function whyOver(failure: SessionFailure | null | undefined, name: string): BriqueError {
  return failure == null
    ? new BriqueError('connection_lost', 'This synchronisation is over on the other side.')
    : new BriqueError(failure.code === 'internal' ? 'peer_refused' : failure.code, failure.message || name);
}

function lost(name: string): BriqueError {
  return new BriqueError(
    'connection_lost',
    `The connection to ${name} was lost before the end. The next synchronisation goes on from there.`,
  );
}
