import { type BatchResult, PROTOCOL_VERSION } from '@brique/shared';
import { type Claim, reconcile, sameFingerprint } from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import { isSyncErrorCode } from '../gossip/sync-error-code.js';
import {
  areAlikeButHeld,
  type FetchRequest,
  type ProofAnswer,
  type ProofRequest,
  type SessionOffer,
  type SessionRequest,
} from '../gossip/wire.js';
import { BATCH_BYTES } from './batch-sizes.js';
import { createBrake } from './brake.js';
import { comparedView } from './compared-view.js';
import { total } from './held-copies.js';
import { receiveStream } from './receive-stream.js';
import { restampFutureWrites } from './replica.js';
import { type Caller, createRespondingSessions, type Responding } from './responding.js';
import { type Batch, documentBatches, feedBatches } from './send-feed.js';
import { countReceived, failureOf, type SessionRecord } from './session-record.js';
import { phase } from './session-registry.js';
import { endStaging } from './settle-staged.js';
import {
  checkClocks,
  checkProtocol,
  OWNER_ID,
  type SessionPartner,
  type SyncContext,
} from './sync-context.js';

export interface ChangePage {
  /** Documents, one a line. */
  readonly lines: string;
  readonly cursor: string;
  readonly more: boolean;
}

/** The other half of a session: answers what an initiator asks. Callers are trusted peers; the gossip routes see to it. */
export interface Responder {
  open(peer: SessionPartner, request: SessionRequest): Promise<SessionOffer>;
  /** @returns NDJSON in pieces @throws BriqueError `cursor_unknown` */
  changes(peer: Caller, since: string | null): Promise<AsyncIterable<string>>;
  /** One page of changes, for clients that do not stream. @throws BriqueError `cursor_unknown` */
  changePage(peer: Caller, since: string | null, limit: number): Promise<ChangePage>;
  /** @returns NDJSON in pieces */
  fetch(peer: Caller, request: FetchRequest): AsyncIterable<string>;
  /** @throws BriqueError `read_only` for a guest */
  batch(peer: Caller, body: AsyncIterable<Uint8Array>): Promise<BatchResult>;
  reconcile(peer: Caller, claims: readonly Claim[]): Promise<Claim[]>;
  prove(peer: SessionPartner, id: string, request: ProofRequest): Promise<ProofAnswer>;
  /** The initiator gives up. */
  abandon(peer: SessionPartner, id: string, reason: { code: string; message: string }): Promise<void>;
  /** The peer's last connection is gone. */
  disconnected(peerId: string): void;
  /** Ends all sessions, and waits until they are logged. */
  close(): Promise<void>;
}

export function createResponder(context: SyncContext): Responder {
  const { replica, registry } = context;
  const { store, wall } = replica;
  const sessions = createRespondingSessions(context);

  return {
    async open(peer, request) {
      const found = await sessions.begin(peer, request);
      try {
        checkClocks(wall.now(), Date.parse(request.now), peer.name);
        checkProtocol(request.protocol, peer.name);
        await restampFutureWrites(replica, peer);
        const [known, head, { count }, cursor] = await Promise.all([
          request.cursor === null ? null : store.cursorPlace(peer.id, request.cursor),
          store.feedHead(),
          store.fingerprint(),
          store.heldCursor(peer.id),
        ]);
        // The initiator may go by the first answer or by this one: what came in between counts as not yet given.
        found.given = Math.min(found.given, known ?? head);
        const [pending, headCursor] = await Promise.all([
          known === head ? 0 : store.countFeed(known ?? 0, peer.id),
          store.mintCursor(peer.id, head),
        ]);
        return {
          protocol: PROTOCOL_VERSION,
          now: isoTime(wall.now()),
          instanceName: context.self().instanceName,
          itemCount: count,
          cursorKnown: known !== null,
          pending,
          head: headCursor,
          cursor,
          accepts: peer.scope !== 'guest',
        };
      } catch (error) {
        await sessions.end(found, failureOf(error), null);
        throw error;
      }
    },

    async changes(peer, since) {
      const place = since === null ? 0 : await placeSince(context, peer.id, since);
      const found = sessions.of(peer);
      if (found !== undefined)
        registry.report(found.session, phase('sending', await store.countFeed(place, peer.id)));
      const sizes = context.batchSizes.forPeer(peer.id);
      return watch(found, feedBatches(store, place, peer.id, sizes, context.batchItems));
    },

    async changePage(peer, since, limit) {
      const after = since === null ? 0 : await placeSince(context, peer.id, since);
      const page = await store.readFeed({ after, limit, maxBytes: BATCH_BYTES, reader: peer.id });
      const more = (await store.countFeed(page.reached, peer.id)) > 0;
      return { lines: page.lines, cursor: await store.mintCursor(peer.id, page.reached), more };
    },

    fetch(peer, { ids, ranges }) {
      const found = sessions.of(peer);
      if (found !== undefined)
        registry.report(found.session, phase('sending', ranges.length === 0 ? ids.length : null));
      return watch(found, ended(documentBatches(store, ids, ranges, context.batchSizes.forPeer(peer.id))));
    },

    async batch(peer, body) {
      if (peer.scope === 'guest') {
        throw new BriqueError(
          'read_only',
          'This instance shares its items with yours, but takes no changes from it.',
        );
      }
      const found = sessions.of(peer);
      if (found !== undefined && found.session.progress.phase !== 'receiving') {
        registry.report(found.session, phase('receiving', null));
      }
      const result: BatchResult = { applied: 0, conflicts: 0, rejected: [], cursor: null };
      result.cursor = await receiveStream(replica, peer.id, heard(found, body), {
        needsEnd: false,
        keepsRest: false,
        // Outside of any session a request stands for itself.
        endsWith: found === undefined ? 'stream' : 'line',
        brake: peer.id === OWNER_ID ? null : (found?.brake ?? createBrake(context.brakeLimit())),
        session: () => (found !== undefined && sessions.isRunning(found) ? found.record : null),
        async inTransaction(tx, group) {
          // A batch may outlive its session (cancelled here, say): the log that closed it stays as it is.
          if (found === undefined || !sessions.isRunning(found)) return;
          countReceived(found.record, group);
          if (group.applied > 0 || found.record.logId !== null) await tx.saveSession(found.record);
        },
        afterCommit(group) {
          result.applied += group.applied;
          result.conflicts += group.conflicts;
          if (group.held > 0) result.held = (result.held ?? 0) + group.held;
          result.rejected.push(...group.rejected);
          if (found === undefined) return;
          found.silence.refresh();
          registry.report(found.session, { done: found.session.progress.done + group.count });
        },
      });
      return result;
    },

    async reconcile(peer, claims) {
      const found = sessions.of(peer);
      if (found !== undefined) registry.report(found.session, phase('comparing', null));
      const view = await comparedView(store, peer.id);
      return (await reconcile({ role: 'responder', view }, claims)).messages;
    },

    async prove(peer, id, request) {
      const found = sessions.of({ ...peer, session: id });
      if (found === undefined) throw new BriqueError('not_found', 'No such session.');
      await endStaging(replica, peer.id, {
        ...{ session: () => found.record, brake: found.brake },
        // Left by a session that broke off; the initiator's numbers do not tell of it, so ours do not either.
        inTransaction: async () => undefined,
        afterCommit: () => undefined,
      });
      const [fingerprint, { accepted, waitingFrom }] = await Promise.all([
        store.fingerprint(),
        store.heldState(),
      ]);
      const identical = sameFingerprint(fingerprint, request.fingerprint);
      const prints = { fingerprint, accepted };
      context.standing.set(peer.id, { ...context.standing.get(peer.id), waitingThere: request.waiting ?? 0 });
      const knowsOfWaiting = request.waiting !== null;
      const isOver = identical || request.last || (knowsOfWaiting && areAlikeButHeld(prints, request));
      const pending = isOver ? 0 : await store.countFeed(found.given, peer.id);
      if (isOver) {
        // Given up while we compared, for want of a connection: then it has failed, on both sides.
        sessions.of({ ...peer, session: id });
        takeNumbers(found.record, request);
        await sessions.end(found, null, { identical, fingerprint });
      }
      return { identical, ...prints, waiting: total(waitingFrom), pending };
    },

    async abandon(peer, id, reason) {
      const found = sessions.of({ ...peer, session: id });
      if (found === undefined) return;
      const code = isSyncErrorCode(reason.code) ? reason.code : 'internal';
      await sessions.end(found, { code, message: reason.message }, null);
    },

    disconnected: (peerId) => sessions.disconnected(peerId),
    close: () => sessions.close(),
  };

  /** Counts batches as they leave; who takes a piece is there. A feed that was read to its end has been given up to there. */
  async function* watch(found: Responding | undefined, batches: AsyncIterable<Batch>) {
    for await (const batch of batches) {
      for (const piece of pieces(batch.text)) {
        yield piece;
        found?.silence.refresh();
      }
      if (found === undefined) continue;
      if (batch.reached !== null) found.given = batch.reached;
      registry.report(found.session, { done: found.session.progress.done + batch.count });
    }
  }
}

/** Whoever still sends is not silent, however long a batch takes. */
async function* heard(found: Responding | undefined, body: AsyncIterable<Uint8Array>) {
  for await (const chunk of body) {
    found?.silence.refresh();
    yield chunk;
  }
}

/** Of a batch that is streamed. Over a line of 10 kB a second each is through within the minute that a silence may last. */
const PIECE_LENGTH = 256 * 1024;

/** Cuts a text between lines. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at + PIECE_LENGTH) + 1 || text.length;
    yield text.slice(at, end);
    at = end;
  }
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

/** The initiator's numbers, seen from the other side. */
function takeNumbers(record: SessionRecord, theirs: ProofRequest): void {
  record.itemsReceived = theirs.itemsSent;
  record.itemsSent = theirs.itemsReceived;
  record.conflicts = theirs.conflicts;
  record.rejected = theirs.rejected;
  record.bytesReceived = theirs.bytesSent;
  record.bytesSent = theirs.bytesReceived;
  record.reconciled = theirs.reconciled;
  // Of an initiator that does not know of waiting nothing waits there, and what waits here is known here alone.
  if (theirs.waiting === null) return;
  record.held = theirs.heldThere;
  record.heldThere = theirs.held;
}
