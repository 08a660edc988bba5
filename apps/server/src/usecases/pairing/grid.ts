import type { GridKeyInfo } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import type { WallClock } from '../clock.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerIdentity, PeerTransport } from '../gossip/peer-transport.js';
import type { Peers } from '../peers/peers.js';
import { addressOf, type CallerHints } from '../peers/requests.js';
import type { Sightings } from '../peers/sightings.js';
import { HOUSEHOLD } from '../peers/trust-terms.js';
import type { SettingsStore } from '../settings/settings-store.js';
import {
  createGridResponder,
  type GridResponder,
  gridProofParts,
  isNonce,
  newNonce,
} from './grid-handshake.js';
import { type GridKey, gridKeyFromSeed, gridLink, readGridKey, SEED_BYTES, wordsOf } from './grid-key.js';
import { isProof, prove } from './proofs.js';

/** One that has another key, or none, is asked again after so long: its owner may have set it meanwhile. */
const AGAIN_MS = 60_000;
const ANSWER_MS = 5000;
/** For one instance, at all its addresses: with 256 forged ones before it, a real one still has its turn within three minutes. */
const INSTANCE_MS = 10_000;
/** Instances asked at once. */
const MAX_AT_ONCE = 16;
/** Instances remembered as asked; mDNS shows at most as many. */
const MAX_ASKED = 256;

export interface GridContext {
  readonly instanceId: string;
  readonly wall: WallClock;
  readonly peers: Pick<Peers, 'admit' | 'list' | 'change'>;
  readonly sightings: Sightings;
  readonly transport: PeerTransport;
  readonly store: SettingsStore;
  random(bytes: number): Uint8Array;
  self(): { instanceName: string; gossipPort: number };
  changed(): void;
  /** Told of failures that nobody waits for. */
  log(message: string, error: unknown): void;
}

/** The grid key of this instance, and those that come by it. */
export interface Grid {
  info(): Promise<GridKeyInfo>;
  /** @param text the key as it was typed; null makes a new one @throws BriqueError `invalid_input` */
  set(text: string | null): Promise<void>;
  /** Lets nobody in by a key any more; who came by it stays until revoked. */
  clear(): Promise<void>;
  /**
   * Revokes those that came by a grid key.
   * @param ids of instances: none but these, for others may have come by a new key since somebody looked; undefined for all
   * @returns how many
   */
  revokeAdmitted(ids?: readonly string[]): Promise<number>;
  hello: GridResponder['hello'];
  /** The caller is trusted from then on. @throws BriqueError `grid_key_mismatch`, `too_many_requests` */
  prove(caller: PeerIdentity, hints: CallerHints, proof: unknown): Promise<string>;
  stop(): Promise<void>;
}

/** As it is stored, in hexadecimal. */
interface StoredKey {
  readonly kind: GridKey['kind'];
  readonly secret: string;
  readonly seed: string | null;
}

export async function createGrid(context: GridContext): Promise<Grid> {
  const { instanceId, wall, peers, sightings, transport, store, self, log } = context;
  let key: GridKey | null = keyFromStore((await store.all()).gridKey);
  const responder = createGridResponder(instanceId, wall, context.random, () => key);
  const asked = new Map<string, number>();
  const waiting: string[] = [];
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  const keep = async (next: GridKey | null) => {
    await store.save({ gridKey: next === null ? null : keyToStore(next) });
    key = next;
    asked.clear();
    context.changed();
    for (const { instanceId: id } of sightings.candidates()) consider(id);
  };

  const admitted = async () =>
    (await peers.list())
      .filter(({ trustedBy, isTrusted }) => trustedBy === 'grid' && isTrusted)
      .map(({ id }) => id);

  /** Asks an instance that mDNS sees, unless it is known and answered for, or was asked just now. */
  const consider = (id: string) => {
    if (key === null || stopping.signal.aborted || waiting.includes(id)) return;
    if (wall.now() - (asked.get(id) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    asked.delete(id);
    asked.set(id, wall.now());
    const [oldest] = asked.keys();
    if (asked.size > MAX_ASKED && oldest !== undefined) asked.delete(oldest);
    waiting.push(id);
    next();
  };

  const next = () => {
    while (running.size < MAX_AT_ONCE) {
      const id = waiting.shift();
      if (id === undefined) return;
      const asking = ask(id)
        .catch((error) => {
          if (!(error instanceof BriqueError)) log('asking an instance for its grid key failed', error);
        })
        .finally(() => {
          running.delete(asking);
          if (!stopping.signal.aborted) next();
        });
      running.add(asking);
    }
  };

  const ask = async (id: string): Promise<void> => {
    const known = (await peers.list()).find((peer) => peer.id === id);
    if (known !== undefined && (known.trust === 'trusted' || known.trust === 'revoked')) return;
    const candidate = sightings.candidate(id);
    const limit = AbortSignal.timeout(INSTANCE_MS);
    for (const address of candidate?.addresses ?? []) {
      if (limit.aborted) return;
      let identity: PeerIdentity;
      try {
        identity = await transport.identify(address, AbortSignal.any([limit, inTime()]));
      } catch {
        continue;
      }
      if (identity.instanceId !== id) continue;
      await introduce(identity, address, candidate?.instanceName ?? '');
      return;
    }
  };

  const introduce = async (identity: PeerIdentity, address: string, name: string): Promise<void> => {
    const held = key;
    if (held === null) return;
    const connection = transport.connect(address, identity);
    try {
      const client = createGossipClient(connection, { self: self(), signal: inTime() });
      const callerNonce = newNonce(context.random);
      const responderNonce = await client.gridHello(callerNonce);
      if (!isNonce(responderNonce)) return;
      const handshake = {
        callerId: instanceId,
        responderId: identity.instanceId,
        callerNonce,
        responderNonce,
      };
      const theirs = await client.gridProve(prove(held.secret, gridProofParts('caller', handshake)));
      if (!isProof(held.secret, gridProofParts('responder', handshake), theirs) || key !== held) return;
      await peers.admit(identity, { name, address, terms: HOUSEHOLD, by: 'grid' });
    } finally {
      connection.close();
    }
  };

  const inTime = () => AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_MS)]);
  const stopListening = sightings.onAppear(consider);
  for (const { instanceId: id } of sightings.candidates()) consider(id);

  return {
    async info() {
      const seed = key?.seed ?? null;
      return {
        isSet: key !== null,
        kind: key?.kind ?? null,
        words: seed === null ? null : wordsOf(seed),
        link: seed === null ? null : gridLink(seed),
        admitted: await admitted(),
      };
    },
    async set(text) {
      await keep(text === null ? gridKeyFromSeed(context.random(SEED_BYTES)) : await readGridKey(text));
    },
    clear: () => keep(null),
    async revokeAdmitted(ids) {
      const meant = (await admitted()).filter((id) => ids === undefined || ids.includes(id));
      for (const id of meant) await peers.change(id, { isTrusted: false });
      return meant.length;
    },
    hello: responder.hello,
    async prove(caller, hints, proof) {
      const ours = responder.prove(caller.instanceId, proof);
      const known = (await peers.list()).find(({ id }) => id === caller.instanceId);
      // Who was shown the door does not come back by a key that it still has.
      if (known?.trust === 'revoked')
        throw new BriqueError('not_trusted', 'This instance has not approved yours.');
      if (known?.trust !== 'trusted')
        await peers.admit(caller, {
          name: hints.instanceName,
          address: addressOf(hints),
          terms: HOUSEHOLD,
          by: 'grid',
        });
      return ours;
    },
    async stop() {
      stopListening();
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

function keyToStore({ kind, secret, seed }: GridKey): StoredKey {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  return { kind, secret: hex(secret), seed: seed === null ? null : hex(seed) };
}

function keyFromStore(stored: unknown): GridKey | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { kind, secret, seed } = stored as StoredKey;
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
  return { kind, secret: bytes(secret), seed: seed === null ? null : bytes(seed) };
}
