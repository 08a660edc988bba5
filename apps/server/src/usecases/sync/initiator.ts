import { randomBytes } from 'node:crypto';
import { PROTOCOL_VERSION, type SyncErrorCode, type SyncResult, type SyncTrigger } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime } from '../clock.js';
import { createGossipClient, type GossipClient } from '../gossip/gossip-client.js';
import type { PeerConnection } from '../gossip/peer-transport.js';
import type { ProofAnswer, SessionOffer, SessionRequest } from '../gossip/wire.js';
import { createBrake } from './brake.js';
import { restampFutureWrites } from './replica.js';
import { failureOf, newSessionRecord } from './session-record.js';
import { countBytes, numbers, prove, pull, push, type Run, reconcileAll } from './session-steps.js';
import { checkClocks, checkProtocol, type SessionPartner, type SyncContext } from './sync-context.js';

/** Pull-push-prove rounds before a session ends although both sides keep changing. */
const MAX_ROUNDS = 5;

/** Changes of the peer's own that a later push passes over again rather than that its cursor moves past them now. */
const PASSED_OVER = 500;

/** Connects, and opens the session by its first call (Dialer.greet); an address that fails is followed by the next. */
export type Dial = (
  open: (connection: PeerConnection) => Promise<SessionOffer>,
) => Promise<{ connection: PeerConnection; greeting: SessionOffer }>;

/**
 * Runs a session with a peer: open, pull, push, prove (design.md, "A session").
 *
 * Invariants:
 * 1. At most one session with a peer at a time, whoever begins it.
 * 2. Each batch is durable with its cursor before the next counts; a break loses at most the batch in flight.
 * 3. A cursor that either side does not know leads to reconcile, unless the reader holds nothing at all.
 * 4. "Identical" is said only when both fingerprints were compared and equal.
 * 5. Both sides log the session with the same numbers; a failed one is logged with its reason.
 * @param dial connects to the peer, pinned, and makes the first call there
 * @throws BriqueError with a SyncErrorCode
 */
export async function runSession(
  context: SyncContext,
  peer: SessionPartner,
  dial: Dial,
  trigger: SyncTrigger,
): Promise<SyncResult> {
  const { registry, replica, logs } = context;
  const id = randomBytes(16).toString('base64url');
  const session = registry.begin({ id, peerId: peer.id, role: 'initiator', trigger });
  const { signal } = session.abort;
  const startedAt = replica.wall.now();
  const start = { peerId: peer.id, peerName: peer.name, startedAt, trigger, initiatedBy: 'us' as const };
  const record = newSessionRecord(start);
  const elapsed = () => Math.max(0, replica.wall.now() - startedAt);
  let run: Run | null = null;
  try {
    const [held, { count }] = await Promise.all([
      replica.store.heldCursor(peer.id),
      replica.store.fingerprint(),
    ]);
    const clientOn = (connection: PeerConnection) =>
      createGossipClient(connection, { self: context.self(), session: id, signal });
    const { connection, greeting: offer } = await dial((connection) => {
      signal.throwIfAborted();
      return open(context, peer, clientOn(connection), { id, trigger, cursor: held });
    });
    session.agreed = true;
    const takes = peer.scope !== 'guest';
    run = {
      ...{ context, peer, client: clientOn(connection), connection, session, record },
      brake: createBrake(context.brakeLimit()),
      takes,
      gives: offer.accepts,
    };
    checkPartner(run, offer);
    await restampFutureWrites(replica, peer);
    const proof = await converse(run, offer, held, count === 0);
    await logs.end(record, { durationMs: elapsed(), error: null, proof });
    registry.end(session);
    replica.events.emit('sync-finished', { peerId: peer.id, error: null });
    return { ...numbers(record), peerId: peer.id, durationMs: elapsed(), identical: proof.identical };
  } catch (thrown) {
    const error = signal.aborted && signal.reason instanceof BriqueError ? signal.reason : thrown;
    const failure = failureOf(error);
    registry.end(session);
    if (session.agreed) context.batchSizes.sessionFailed(peer.id, failure.code);
    if (run !== null) {
      countBytes(run);
      if (session.agreed) await run.client.abandon(failure).catch(() => undefined);
    }
    if (!isNoSession(failure.code, trigger)) {
      // A full disk takes no log either; why the session failed is told all the same.
      await logs.end(record, { durationMs: elapsed(), error: failure, proof: null }).catch(() => undefined);
    }
    replica.events.emit('sync-finished', { peerId: peer.id, error: `${failure.code}: ${failure.message}` });
    throw error instanceof BriqueError
      ? error
      : new BriqueError(failure.code, failure.message, [], { cause: thrown });
  } finally {
    run?.connection.close();
  }
}

/**
 * What never began is no session: because another one runs; or because nobody was there, when nobody asked for it by hand
 * (that the peer is offline is told where peers are shown).
 */
function isNoSession(code: SyncErrorCode, trigger: SyncTrigger): boolean {
  return code === 'already_syncing' || (code === 'peer_unreachable' && trigger !== 'manual');
}

/** @param held our cursor for the peer's feed @param wasEmpty whether we held nothing when the session was opened */
async function converse(
  run: Run,
  offer: SessionOffer,
  held: string | null,
  wasEmpty: boolean,
): Promise<ProofAnswer> {
  const { replica } = run.context;
  // Where one side holds nothing there is nothing to compare: the other's feed from its beginning is the difference.
  const oneIsEmpty = wasEmpty || offer.itemCount === 0;
  const theirPlace = await placeOf(run, offer);
  let place = theirPlace ?? 0;
  if ((offer.cursorKnown && theirPlace !== null) || oneIsEmpty) {
    if (!run.takes) {
      // A guest of ours: what it has stays there, and no cursor says that we have seen it.
    } else if (offer.pending > 0) await pull(run, offer.cursorKnown ? held : null, offer.pending);
    else if (!offer.cursorKnown) await replica.store.write((tx) => tx.holdCursor(run.peer.id, offer.head));
  } else {
    place = await reconcileAll(run, offer.head);
  }

  // Without a cursor the next session would have to compare everything, so a first one always leaves a cursor.
  let passedOver = theirPlace === null ? 0 : PASSED_OVER;
  if (!run.takes || !run.gives) {
    if (run.gives) await push(run, place, passedOver);
    // What goes one way only need not end alike.
    return prove(run, true);
  }
  for (let round = 1; ; round++) {
    place = await push(run, place, passedOver);
    passedOver = PASSED_OVER;
    const proof = await prove(run, round >= MAX_ROUNDS);
    if (proof.identical || round >= MAX_ROUNDS) return proof;
    // To a version that does not know of waiting the session goes on until we say that it ends.
    if (proof.alikeButHeld) return proof.waiting === null ? prove(run, true) : proof;
    const ours = await replica.store.countFeed(place, run.peer.id);
    if (proof.pending === 0 && ours === 0) {
      // Nothing left to send and yet different: design.md, "Proof". Once; what remains then was refused.
      if (run.record.reconciled || isInVain(run, proof.whileHeld)) return prove(run, true);
      run.record.reconciled = true;
      place = await reconcileAll(run, null);
    } else if (proof.pending > 0) {
      await pull(run, await replica.store.heldCursor(run.peer.id), proof.pending);
    }
  }
}

/**
 * Whether the two have reconciled before while they held just the same: what waits for a decision keeps them apart, and each
 * session would find that anew.
 */
function isInVain({ context, peer }: Run, whileHeld: string | null): boolean {
  if (whileHeld === null) return false;
  const wasInVain = context.reconciledInVain.get(peer.id) === whileHeld;
  context.reconciledInVain.set(peer.id, whileHeld);
  return wasInVain;
}

/** Refusals that speak of both sides, and so read differently on each. */
const ABOUT_BOTH: ReadonlySet<string> = new Set(['clock_skew', 'protocol_mismatch']);

async function open(
  context: SyncContext,
  peer: SessionPartner,
  client: GossipClient,
  opening: Pick<SessionRequest, 'id' | 'trigger' | 'cursor'>,
): Promise<SessionOffer> {
  const now = context.replica.wall.now();
  const { instanceName } = context.self();
  const request = { ...opening, protocol: PROTOCOL_VERSION, now: isoTime(now), instanceName };
  try {
    return await client.openSession(request);
  } catch (error) {
    // The refusal's words are those of the other screen ("this computer" is theirs); ours are found here.
    if (!(error instanceof BriqueError) || !ABOUT_BOTH.has(error.code)) throw error;
    const info = await client.info();
    checkClocks(now, Date.parse(info.now), peer.name);
    checkProtocol(info.protocol, peer.name);
    throw error;
  }
}

/** @throws BriqueError when the offer shows that we cannot work together */
function checkPartner({ context, peer }: Run, offer: SessionOffer): void {
  checkProtocol(offer.protocol, peer.name);
  checkClocks(context.replica.wall.now(), Date.parse(offer.now), peer.name);
}

/** The place in our feed that the peer's cursor stands for; null when it has none or we do not know it. */
async function placeOf(run: Run, offer: SessionOffer): Promise<number | null> {
  return offer.cursor === null ? null : run.context.replica.store.cursorPlace(run.peer.id, offer.cursor);
}
