import type { Differences, Fingerprint, Range } from '@brique/sync-core';
import type { GossipClient } from '../gossip/gossip-client.js';
import { cursorLine } from '../gossip/ndjson.js';
import type { PeerConnection } from '../gossip/peer-transport.js';
import { areAlikeButHeld, MAX_CLAIMS, MAX_FETCH_IDS, type ProofAnswer } from '../gossip/wire.js';
import type { WriteHandlers } from './batch-writer.js';
import type { Brake } from './brake.js';
import { comparedView } from './compared-view.js';
import { total } from './held-copies.js';
import { type ReceiveHandlers, receiveStream } from './receive-stream.js';
import { differences, together } from './reconcile-run.js';
import { type Batch, documentBatches, feedBatches } from './send-feed.js';
import { countReceived, countRejected, type SessionRecord } from './session-record.js';
import { type ActiveSession, phase } from './session-registry.js';
import { endStaging } from './settle-staged.js';
import type { SessionPartner, SyncContext } from './sync-context.js';

/** A session as its initiator runs it (initiator.ts): the state that its steps share. */
export interface Run {
  readonly context: SyncContext;
  readonly peer: SessionPartner;
  readonly client: GossipClient;
  readonly connection: PeerConnection;
  readonly session: ActiveSession;
  readonly record: SessionRecord;
  readonly brake: Brake;
  /** Whether we take the peer's changes: not from a guest of ours. */
  readonly takes: boolean;
  /** Whether the peer takes ours: not when we are its guest. */
  readonly gives: boolean;
}

/**
 * Reads the peer's feed.
 * @param since our cursor for it, or null for everything
 * @param pending how many items are expected
 */
export async function pull(run: Run, since: string | null, pending: number): Promise<void> {
  run.context.registry.report(run.session, phase('receiving', pending));
  await receive(run, await run.client.changes(since), { endsWith: 'line', keepsRest: false });
}

async function receive(
  run: Run,
  body: AsyncIterable<Uint8Array>,
  ending: Pick<ReceiveHandlers, 'endsWith' | 'keepsRest'>,
): Promise<void> {
  const handlers = { ...writeHandlers(run), needsEnd: true, ...ending };
  await receiveStream(run.context.replica, run.peer.id, body, handlers);
}

function writeHandlers(run: Run): WriteHandlers {
  const { context, record, session, brake } = run;
  return {
    session: () => record,
    brake,
    async inTransaction(tx, group) {
      countReceived(record, group);
      if (group.applied > 0 || record.logId !== null) await tx.saveSession(record);
    },
    afterCommit(group) {
      countBytes(run);
      const done = session.progress.done + group.count;
      context.registry.report(session, { done, bytes: record.bytesReceived + record.bytesSent });
    },
  };
}

/**
 * Sends what the peer's cursor has not seen.
 * @param passedOver so many changes of its own at most are no reason to move its cursor
 * @returns the place it has reached then
 */
export async function push(run: Run, place: number, passedOver: number): Promise<number> {
  const { replica, batchItems, batchSizes } = run.context;
  const { store } = replica;
  const head = await store.feedHead();
  if (head === place) return place;
  const total = await store.countFeed(place, run.peer.id);
  // Only what came from there lies between: no news to send, and passing over so little again costs less than the call.
  if (total === 0 && head - place <= passedOver) return head;
  if (total > 0) run.context.registry.report(run.session, phase('sending', total));
  const sizes = batchSizes.forPeer(run.peer.id);
  for await (const batch of feedBatches(store, place, run.peer.id, sizes, batchItems)) await send(run, batch);
  return head;
}

async function send(run: Run, batch: Batch): Promise<void> {
  const { record, context, session } = run;
  const result = await run.client.batch(batch.text);
  record.itemsSent += result.applied;
  record.conflicts += result.conflicts;
  record.heldThere += result.held ?? 0;
  countRejected(record, result.rejected, true);
  countBytes(run);
  if (batch.count === 0) return;
  const done = session.progress.done + batch.count;
  context.registry.report(session, { done, bytes: record.bytesReceived + record.bytesSent });
}

/**
 * Finds and removes all differences, whatever the cursors say, and sets both cursors anew. After a cut what has been found is exchanged
 * before the rest is looked for: another cut then costs less than everything.
 * @param head cursor for the place where their feed ended before we compared; null keeps the one we hold
 * @returns the place in our feed that the peer has then reached
 */
export async function reconcileAll(run: Run, head: string | null): Promise<number> {
  const { client, context, peer } = run;
  const { store } = context.replica;
  context.registry.report(run.session, phase('comparing', null));
  const place = await store.feedHead();
  const isAfterCut = context.batchSizes.isAfterCut(peer.id);
  const view = await comparedView(store, peer.id);
  const steps = differences(view, (claims) => client.reconcile(claims), isAfterCut);
  for await (const found of isAfterCut ? steps : together(steps)) await exchange(run, found, !isAfterCut);
  if (run.takes && head !== null) await store.write((tx) => tx.holdCursor(peer.id, head));
  if (!run.gives) return place;
  const cursor = await store.mintCursor(peer.id, place);
  await send(run, { count: 0, text: cursorLine(cursor, true), reached: place });
  return place;
}

/** @param isAll whether nothing else differs */
async function exchange(run: Run, { theirs, ours }: Differences, isAll: boolean): Promise<void> {
  const { client, context, session } = run;
  const { ids, ranges } = theirs;
  if (run.takes && ids.length + ranges.length > 0) {
    context.registry.report(session, phase('receiving', ranges.length === 0 ? ids.length : null));
    const parts = [...fetchParts(ids, ranges)];
    for (const part of parts) {
      const endsWith = isAll && part === parts.at(-1) ? 'line' : 'nothing';
      await receive(run, await client.fetch(part), { endsWith, keepsRest: true });
    }
  }
  if (run.gives && ours.ids.length + ours.ranges.length > 0) {
    context.registry.report(session, phase('sending', ours.ranges.length === 0 ? ours.ids.length : null));
    const sizes = context.batchSizes.forPeer(run.peer.id);
    for await (const batch of documentBatches(context.replica.store, ours.ids, ours.ranges, sizes)) {
      if (batch.count > 0) await send(run, batch);
    }
  }
}

function* fetchParts(ids: readonly string[], ranges: readonly Range[]) {
  for (let i = 0; i < ids.length; i += MAX_FETCH_IDS)
    yield { ids: ids.slice(i, i + MAX_FETCH_IDS), ranges: [] };
  for (let i = 0; i < ranges.length; i += MAX_CLAIMS)
    yield { ids: [], ranges: ranges.slice(i, i + MAX_CLAIMS) };
}

/** How the two sides compare. */
export interface Proof extends ProofAnswer {
  /** Ours. */
  readonly fingerprint: Fingerprint;
  /** They differ by nothing but what waits for a decision. */
  readonly alikeButHeld: boolean;
  /** What both hold, and that something waits for a decision; null when nothing does. */
  readonly whileHeld: string | null;
}

/** Compares fingerprints, when everything is decided that can be. @param last whether the session ends whatever the outcome */
export async function prove(run: Run, last: boolean): Promise<Proof> {
  const { context, client, record } = run;
  if (record.itemsReceived + record.itemsSent > 0)
    context.registry.report(run.session, phase('verifying', null));
  const { store } = context.replica;
  await endStaging(context.replica, run.peer.id, writeHandlers(run));
  const [fingerprint, { accepted, waitingFrom }] = await Promise.all([
    store.fingerprint(),
    store.heldState(),
  ]);
  countBytes(run);
  const { reconciled } = record;
  const ours = { fingerprint, accepted, waiting: total(waitingFrom) };
  const theirs = await client.prove({ ...ours, last, reconciled, ...numbers(record) });
  context.standing.set(run.peer.id, { waitingThere: theirs.waiting ?? 0, takesOurs: run.gives });
  const isHeld = accepted !== null || theirs.accepted !== null;
  return {
    ...{ ...theirs, fingerprint },
    alikeButHeld: areAlikeButHeld(ours, theirs),
    whileHeld: isHeld ? JSON.stringify([fingerprint, theirs.fingerprint]) : null,
  };
}

/** Takes over what the connection has counted so far. */
export function countBytes({ record, connection }: Run): void {
  record.bytesReceived = connection.bytesReceived;
  record.bytesSent = connection.bytesSent;
}

/** What a session tells of itself, to the other side and to its caller. */
export function numbers(record: SessionRecord) {
  const { itemsReceived, itemsSent, conflicts, rejected, held, heldThere, bytesReceived, bytesSent } = record;
  return { itemsReceived, itemsSent, conflicts, rejected, held, heldThere, bytesReceived, bytesSent };
}
