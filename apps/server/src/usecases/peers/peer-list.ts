import type { Peer } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime, type WallClock } from '../clock.js';
import type { SessionRegistry } from '../sync/session-registry.js';
import type { Candidate } from './discovery.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import type { Sightings } from './sightings.js';
import { hasEnded } from './trust-terms.js';

export interface PeerListContext {
  readonly wall: WallClock;
  readonly peers: PeerStore;
  readonly sightings: Sightings;
  readonly registry: SessionRegistry;
  /** Our fingerprint now, as text. */
  fingerprintText(): Promise<string>;
  /** Items of which a change waits here, by the peer that sent it. */
  waitingFrom(): Promise<ReadonlyMap<string, number>>;
  /** Items of which a change waits for a decision at a peer. */
  waitingAt(id: string): number;
}

/** Peers as the page shows them: those we know, and those that mDNS sees. */
export interface PeerList {
  list(): Promise<Peer[]>;
  /** @throws BriqueError `not_found` */
  get(id: string): Promise<Peer>;
}

export function createPeerList(context: PeerListContext): PeerList {
  const { peers, sightings, registry, wall } = context;

  const list = async (): Promise<Peer[]> => {
    const known = await peers.list();
    const [fingerprint, waiting] = await Promise.all([context.fingerprintText(), context.waitingFrom()]);
    const ids = new Set(known.map(({ id }) => id));
    const discovered = sightings.candidates().filter(({ instanceId }) => !ids.has(instanceId));
    return [
      ...known.map((peer) => peerToDto(peer, fingerprint, waiting.get(peer.id) ?? 0)),
      ...discovered.map((candidate) => candidateToDto(candidate)),
    ];
  };

  const get = async (id: string): Promise<Peer> => {
    const found = (await list()).find((peer) => peer.id === id);
    if (found === undefined) throw new BriqueError('not_found', 'There is no such instance.');
    return found;
  };

  const peerToDto = (peer: KnownPeer, fingerprint: string, held: number): Peer => {
    const seen = sightings.lastSeen(peer.id);
    // Over is over, also in the moment before it is written down.
    const trust = peer.trust === 'trusted' && hasEnded(peer.terms, wall.now()) ? 'revoked' : peer.trust;
    const lastSeen = seen === undefined ? peer.lastSeen : isoTime(seen);
    return {
      id: peer.id,
      name: peer.name,
      address: sightings.candidate(peer.id)?.addresses[0] ?? peer.address,
      status: statusOf(peer.id),
      isTrusted: trust === 'trusted',
      trust,
      scope: peer.terms.scope,
      trustedUntil: peer.terms.until,
      trustedBy: peer.trustedBy,
      autoSync: peer.autoSync,
      lastSeen,
      lastSync: peer.lastSync,
      createdAt: peer.createdAt,
      // Proved identical, but something has changed here since: unknown until the next session.
      inSync: peer.inSync === true && peer.verifiedFingerprint !== fingerprint ? null : peer.inSync,
      verifiedAt: peer.verifiedAt,
      ...{ held, heldThere: context.waitingAt(peer.id) },
    };
  };

  const candidateToDto = (candidate: Candidate): Peer => {
    const { instanceId, instanceName, addresses } = candidate;
    const firstSeen = sightings.firstSeen(instanceId) ?? wall.now();
    return {
      id: instanceId,
      name: instanceName,
      address: addresses[0] ?? '',
      status: statusOf(instanceId),
      isTrusted: false,
      trust: 'discovered',
      scope: 'household',
      trustedUntil: null,
      trustedBy: null,
      autoSync: true,
      lastSeen: isoTime(sightings.lastSeen(instanceId) ?? firstSeen),
      lastSync: null,
      createdAt: isoTime(firstSeen),
      inSync: null,
      verifiedAt: null,
      ...{ held: 0, heldThere: 0 },
    };
  };

  const statusOf = (id: string) => {
    if (registry.withPeer(id) !== undefined) return 'syncing';
    return sightings.isOnline(id) ? 'online' : 'offline';
  };

  return { list, get };
}
