import { type BatchResult, PROTOCOL_VERSION } from '@brique/shared';
import { type Claim, type Fingerprint, reconcile, sameFingerprint } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import { checkClocks, countReceived, type SessionPartner, type SyncContext } from './initiator.js';
import { receiveStream } from './receive-stream.js';
import { mendClock } from './replica.js';
import { BATCH_BYTES, type Batch, documentBatches, feedBatches } from './send-feed.js';
import {
  failureOf,
  isSyncErrorCode,
  newSessionRecord,
  type SessionFailure,
  type SessionRecord,
} from './session-record.js';
import { type ActiveSession, phase } from './session-registry.js';
import type { FetchRequest, ProofAnswer, ProofRequest, SessionOffer, SessionRequest } from './wire.js';

/** A session that ends without a word from the initiator is over after this long. */
const SILENCE_MS = 60_000;
/** Without a connection it is over after this long: who cancels ends its connections first, then says so on a new one. */
const GONE_MS = 2000;

interface Responding {
  readonly session: ActiveSession;
  readonly record: SessionRecord;
  /** Place in our feed up to which the initiator has been given everything. */
  given: number;
  silence: NodeJS.Timeout | null;
  /** Runs while the initiator has no connection. */
  gone: NodeJS.Timeout | null;
}

export interface ChangePage {
  /** Documents, one a line. */
  readonly lines: string;
  readonly cursor: string;
  readonly more: boolean;
}

/** The other half of a session: answers what an initiator asks. Callers are trusted peers; the gossip routes see to it. */
export interface Responder {
  open(peer: SessionPartner, request: SessionRequest): Promise<SessionOffer>;
  /** @throws BriqueError `cursor_unknown` */
  changes(peer: SessionPartner, since: string | null): Promise<AsyncIterable<Batch>>;
  /** One page of changes, for clients that do not stream. @throws BriqueError `cursor_unknown` */
  changePage(peer: SessionPartner, since: string | null, limit: number): Promise<ChangePage>;
  fetch(peer: SessionPartner, request: FetchRequest): AsyncIterable<Batch>;
  batch(peer: SessionPartner, body: AsyncIterable<Uint8Array>): Promise<BatchResult>;
  reconcile(peer: SessionPartner, claims: readonly Claim[]): Promise<Claim[]>;
  prove(peer: SessionPartner, id: string, request: ProofRequest): Promise<ProofAnswer>;
  /** The initiator gives up. */
  abandon(peer: SessionPartner, id: string, reason: { code: string; message: string }): Promise<void>;
  /** The peer's last connection is gone. */
  disconnected(peerId: string): void;
  /** Ends all sessions, and waits until they are logged. */
  close(): Promise<void>;
}

export function createResponder(context: SyncContext): Responder {
  const { replica, registry, logs } = context;
  const { store, wall, events } = replica;
  const responding = new Map<string, Responding>();
  const endings = new Set<Promise<void>>();

  /** The session of a call, if it belongs to one. Each sign of life puts its end off. */
  const sessionOf = (peerId: string): Responding | undefined => {
    const found = responding.get(peerId);
    found?.silence?.refresh();
    if (found?.gone != null) clearTimeout(found.gone);
    return found;
  };

  const end = async (found: Responding, error: SessionFailure | null, proof: ProofOutcome | null) => {
    const { session, record } = found;
    if (responding.get(session.peerId) !== found) return;
    responding.delete(session.peerId);
    for (const timer of [found.silence, found.gone]) if (timer !== null) clearTimeout(timer);
    const durationMs = wall.now() - record.startedAt;
    const ending = logs.end(record, { durationMs, error, proof });
    endings.add(ending);
    // Also when the log cannot be written: a session that is over must not stand in the way of the next.
    await ending.finally(() => {
      endings.delete(ending);
      registry.end(session);
    });
    events.emit('sync-finished', {
      peerId: session.peerId,
      error: error === null ? null : `${error.code}: ${error.message}`,
    });
  };

  const begin = (peer: SessionPartner, request: SessionRequest): Responding => {
    yieldToCrossing(peer);
    const session = registry.begin({ id: request.id, peerId: peer.id, role: 'responder' });
    const record = newSessionRecord({
      peerId: peer.id,
      peerName: peer.name,
      startedAt: wall.now(),
      trigger: request.trigger,
      initiatedBy: 'them',
    });
    const found: Responding = { session, record, given: 0, silence: null, gone: null };
    const fail = (error: unknown) => void end(found, failureOf(error), null).catch(() => undefined);
    found.silence = setTimeout(() => fail(lost(peer.name)), SILENCE_MS).unref();
    session.abort.signal.addEventListener('abort', () => fail(session.abort.signal.reason), { once: true });
    responding.set(peer.id, found);
    return found;
  };

  /** Both began at once: the session of the lower instance id stands, on both sides alike. */
  const yieldToCrossing = (peer: SessionPartner) => {
    const ours = registry.withPeer(peer.id);
    if (ours?.role !== 'initiator' || ours.agreed || peer.id > replica.instanceId) return;
    registry.end(ours);
    ours.abort.abort(
      new BriqueError('already_syncing', `${peer.name} began a synchronisation at the same moment.`),
    );
  };

  return {
    async open(peer, request) {
      // A new session of the same peer means that it has forgotten the old one.
      const stale = responding.get(peer.id);
      if (stale !== undefined) await end(stale, failureOf(lost(peer.name)), null);
      const found = begin(peer, request);
      try {
        checkClocks(wall.now(), Date.parse(request.now), peer.name);
        checkProtocol(peer, request);
        await mendClock(replica);
        const known = request.cursor === null ? null : await store.cursorPlace(peer.id, request.cursor);
        const head = await store.feedHead();
        found.given = known ?? head;
        return {
          protocol: PROTOCOL_VERSION,
          now: isoTime(wall.now()),
          instanceName: context.self().instanceName,
          itemCount: (await store.fingerprint()).count,
          cursorKnown: known !== null,
          pending: await store.countFeed(known ?? 0, peer.id),
          head: await store.mintCursor(peer.id, head),
          cursor: await store.heldCursor(peer.id),
        };
      } catch (error) {
        await end(found, failureOf(error), null);
        throw error;
      }
    },

    async changes(peer, since) {
      const place = since === null ? 0 : await placeSince(context, peer.id, since);
      const found = sessionOf(peer.id);
      if (found !== undefined)
        registry.report(found.session, phase('sending', await store.countFeed(place, peer.id)));
      return watch(found, feedBatches(store, place, peer.id, context.batchItems));
    },

    async changePage(peer, since, limit) {
      const after = since === null ? 0 : await placeSince(context, peer.id, since);
      const page = await store.readFeed({ after, limit, maxBytes: BATCH_BYTES, reader: peer.id });
      const more = (await store.countFeed(page.reached, peer.id)) > 0;
      return { lines: page.lines, cursor: await store.mintCursor(peer.id, page.reached), more };
    },

    fetch(peer, { ids, ranges }) {
      const found = sessionOf(peer.id);
      if (found !== undefined)
        registry.report(found.session, phase('sending', ranges.length === 0 ? ids.length : null));
      return watch(found, ended(documentBatches(store, ids, ranges)));
    },

    async batch(peer, body) {
      const found = sessionOf(peer.id);
      if (found !== undefined && found.session.progress.phase !== 'receiving') {
        registry.report(found.session, phase('receiving', null));
      }
      const result: BatchResult = { applied: 0, conflicts: 0, rejected: [], cursor: null };
      result.cursor = await receiveStream(replica, peer.id, body, {
        needsEnd: false,
        async inTransaction(tx, group) {
          // A batch may outlive its session (cancelled here, say): the log that closed it stays as it is.
          if (found === undefined || responding.get(peer.id) !== found) return;
          countReceived(found.record, group);
          if (group.applied > 0 || found.record.logId !== null) await tx.saveSession(found.record);
        },
        afterCommit(group) {
          result.applied += group.applied;
          result.conflicts += group.conflicts;
          result.rejected.push(...group.rejected);
          if (found === undefined) return;
          found.silence?.refresh();
          registry.report(found.session, { done: found.session.progress.done + group.count });
        },
      });
      return result;
    },

    async reconcile(peer, claims) {
      const found = sessionOf(peer.id);
      if (found !== undefined) registry.report(found.session, phase('comparing', null));
      return (await reconcile({ role: 'responder', view: store.view }, claims)).messages;
    },

    async prove(peer, id, request) {
      const found = sessionOf(peer.id);
      if (found === undefined || found.session.id !== id)
        throw new BriqueError('not_found', 'No such session.');
      const fingerprint = await store.fingerprint();
      const identical = sameFingerprint(fingerprint, request.fingerprint);
      const pending = identical ? 0 : await store.countFeed(found.given, peer.id);
      if (identical || request.last) {
        takeNumbers(found.record, request);
        await end(found, null, { identical, fingerprint });
      }
      return { identical, fingerprint, pending };
    },

    async abandon(peer, id, reason) {
      const found = sessionOf(peer.id);
      if (found === undefined || found.session.id !== id) return;
      const code = isSyncErrorCode(reason.code) ? reason.code : 'internal';
      await end(found, { code, message: reason.message }, null);
    },

    disconnected(peerId) {
      const found = responding.get(peerId);
      if (found === undefined) return;
      if (found.gone !== null) clearTimeout(found.gone);
      const giveUp = () =>
        void end(found, failureOf(lost(found.record.peerName)), null).catch(() => undefined);
      found.gone = setTimeout(giveUp, GONE_MS).unref();
    },

    async close() {
      const reason = new BriqueError('connection_lost', 'This Brique was stopped.');
      for (const found of [...responding.values()])
        end(found, failureOf(reason), null).catch(() => undefined);
      await Promise.allSettled(endings);
    },
  };

  /** Counts batches as they leave. A feed that was read to its end has been given up to there. */
  async function* watch(found: Responding | undefined, batches: AsyncIterable<Batch>) {
    for await (const batch of batches) {
      yield batch;
      if (found === undefined) continue;
      found.silence?.refresh();
      if (batch.reached !== null) found.given = batch.reached;
      registry.report(found.session, { done: found.session.progress.done + batch.count });
    }
  }
}

interface ProofOutcome {
  readonly identical: boolean;
  readonly fingerprint: Fingerprint;
}

async function* ended(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  yield* batches;
  yield { count: 0, text: '{"cursor":null,"end":true}\n', reached: null };
}

async function placeSince({ replica }: SyncContext, reader: string, since: string): Promise<number> {
  if (/^\d{4}-\d{2}-\d{2}T/.test(since)) {
    const time = Date.parse(since);
    if (!Number.isNaN(time)) return replica.store.feedPlaceAt(time);
  }
  const place = await replica.store.cursorPlace(reader, since);
  if (place === null) {
    throw new BriqueError(
      'cursor_unknown',
      'This cursor is not known here; reconcile, or read from the beginning.',
    );
  }
  return place;
}

function checkProtocol(peer: SessionPartner, request: SessionRequest): void {
  if (request.protocol === PROTOCOL_VERSION) return;
  throw new BriqueError(
    'protocol_mismatch',
    `${peer.name} speaks version ${request.protocol} of the protocol, this instance version ${PROTOCOL_VERSION}. Update the older one.`,
  );
}

/** The initiator's numbers, seen from the other side. */
function takeNumbers(record: SessionRecord, theirs: ProofRequest): void {
  record.itemsReceived = theirs.itemsSent;
  record.itemsSent = theirs.itemsReceived;
  record.conflicts = theirs.conflicts;
  record.rejected = theirs.rejected;
  record.bytesReceived = theirs.bytesSent;
  record.bytesSent = theirs.bytesReceived;
  record.reconciled = theirs.reconciled;
}

function lost(name: string): BriqueError {
  return new BriqueError(
    'connection_lost',
    `The connection to ${name} was lost before the end. The next synchronisation goes on from there.`,
  );
}
