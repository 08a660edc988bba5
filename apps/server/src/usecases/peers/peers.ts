import { LIMITS, type Peer, type PeerTrust } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime, type WallClock } from '../clock.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerIdentity, PeerTransport } from '../gossip/peer-transport.js';
import type { SessionRegistry } from '../sync/session-registry.js';
import type { Dialer } from './dial.js';
import type { Candidate } from './discovery.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import type { Sightings } from './sightings.js';

/** Requests that wait for an answer: in all, and from one address, so that one machine cannot take all the room. */
const MAX_REQUESTS = 64;
const MAX_REQUESTS_PER_HOST = 4;

export interface PeersContext {
  readonly instanceId: string;
  readonly wall: WallClock;
  readonly peers: PeerStore;
  readonly sightings: Sightings;
  readonly transport: PeerTransport;
  readonly dialer: Dialer;
  readonly registry: SessionRegistry;
  self(): { instanceName: string; gossipPort: number };
  /** Our fingerprint now, as text. */
  fingerprintText(): Promise<string>;
  /** Destroys the peer's open connections. */
  cutConnections(id: string): void;
  changed(id: string): void;
  /** Told of failures that nobody waits for. */
  log(message: string, error: unknown): void;
}

/** What a caller says of itself; hints. */
export interface CallerHints {
  readonly instanceName: string;
  /** 0 when it did not say. */
  readonly gossipPort: number;
  readonly remoteAddress: string;
}

/** What the owner decides about a peer. */
export interface PeerDecisions {
  readonly isTrusted?: boolean;
  readonly name?: string;
  /** Whether sessions with it are begun here by themselves. */
  readonly autoSync?: boolean;
}

/** Who we know, whom we trust: the mission's peer management. */
export interface Peers {
  list(): Promise<Peer[]>;
  listTrusted(): Promise<Peer[]>;
  /** @throws BriqueError `not_found` */
  get(id: string): Promise<Peer>;
  /** Adds by `host:port` after reading who answers there. @throws BriqueError `invalid_input`, `peer_unreachable` */
  add(address: string): Promise<Peer>;
  /** Approves, revokes, renames, leaves out. @throws BriqueError `not_found`, `invalid_input`, `peer_unreachable` */
  change(id: string, changes: PeerDecisions): Promise<Peer>;
  /** @throws BriqueError `not_found` */
  remove(id: string): Promise<void>;
  /** @returns the peer, when this certificate's owner is trusted now */
  trusted(id: string): Promise<KnownPeer | null>;
  /** An unknown caller was turned away: it becomes a request that waits for the owner's answer, within bounds. */
  turnedAway(caller: PeerIdentity, hints: CallerHints): Promise<void>;
}

export function createPeers(context: PeersContext): Peers {
  const { peers, sightings, transport, dialer, registry, wall, changed } = context;

  const list = async (): Promise<Peer[]> => {
    const known = await peers.list();
    const fingerprint = await context.fingerprintText();
    const ids = new Set(known.map(({ id }) => id));
    const discovered = sightings.candidates().filter(({ instanceId }) => !ids.has(instanceId));
    return [
      ...known.map((peer) => peerToDto(peer, fingerprint)),
      ...discovered.map((candidate) => candidateToDto(candidate)),
    ];
  };

  const get = async (id: string): Promise<Peer> => {
    const found = (await list()).find((peer) => peer.id === id);
    if (found === undefined) throw new BriqueError('not_found', 'There is no such instance.');
    return found;
  };

  const peerToDto = (peer: KnownPeer, fingerprint: string): Peer => {
    const seen = sightings.lastSeen(peer.id);
    const lastSeen = seen === undefined ? peer.lastSeen : isoTime(seen);
    return {
      id: peer.id,
      name: peer.name,
      address: sightings.candidate(peer.id)?.addresses[0] ?? peer.address,
      status: statusOf(peer.id),
      isTrusted: peer.trust === 'trusted',
      trust: peer.trust,
      autoSync: peer.autoSync,
      lastSeen,
      lastSync: peer.lastSync,
      createdAt: peer.createdAt,
      // Proved identical, but something has changed here since: unknown until the next session.
      inSync: peer.inSync === true && peer.verifiedFingerprint !== fingerprint ? null : peer.inSync,
      verifiedAt: peer.verifiedAt,
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
      autoSync: true,
      lastSeen: isoTime(sightings.lastSeen(instanceId) ?? firstSeen),
      lastSync: null,
      createdAt: isoTime(firstSeen),
      inSync: null,
      verifiedAt: null,
    };
  };

  const statusOf = (id: string) => {
    if (registry.withPeer(id) !== undefined) return 'syncing';
    return sightings.isOnline(id) ? 'online' : 'offline';
  };

  /** The peer as stored; one that mDNS merely sees is stored now, once the handshake has proved that it is who it says. */
  const keep = async (id: string): Promise<KnownPeer> => {
    const known = await peers.get(id);
    if (known !== null) return known;
    const candidate = sightings.candidate(id);
    if (candidate === undefined) throw new BriqueError('not_found', 'There is no such instance.');
    let failure: unknown = new BriqueError(
      'peer_unreachable',
      `${candidate.instanceName} could not be reached.`,
    );
    for (const address of candidate.addresses) {
      try {
        const identity = await transport.identify(address);
        if (identity.instanceId === id) return await store(identity, candidate.instanceName, address);
        failure = new BriqueError(
          'identity_mismatch',
          `Another instance than ${candidate.instanceName} answers at ${address}.`,
        );
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  };

  const store = async (
    identity: PeerIdentity,
    name: string,
    address: string,
    trust: PeerTrust = 'discovered',
  ): Promise<KnownPeer> => {
    await peers.add({
      id: identity.instanceId,
      name,
      address,
      trust,
      certificatePem: identity.certificatePem,
      createdAt: isoTime(wall.now()),
    });
    const stored = await peers.get(identity.instanceId);
    if (stored === null) throw new Error('a peer just stored is gone');
    return stored;
  };

  /** Tells a peer that we approved it, so that our request appears there. That it answers "not yet" is the point. */
  const knock = (peer: KnownPeer): void => {
    void (async () => {
      const connection = await dialer.dial(peer);
      try {
        await createGossipClient(connection, { self: context.self() }).knock();
      } finally {
        connection.close();
      }
    })().catch((error) => {
      if (!(error instanceof BriqueError && error.code === 'peer_refused')) {
        context.log(`could not tell ${peer.name} that it was approved`, error);
      }
    });
  };

  /** Who is turned away is counted before the next one is, so that a burst does not slip past the bounds. */
  let admitting: Promise<void> = Promise.resolve();
  const admit = async (
    { instanceId, certificatePem }: PeerIdentity,
    { instanceName, gossipPort, remoteAddress }: CallerHints,
  ): Promise<void> => {
    const known = await peers.get(instanceId);
    if (known !== null && known.trust !== 'discovered') return;
    const candidate = sightings.candidate(instanceId);
    const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress;
    const address = candidate?.addresses[0] ?? `${host}:${gossipPort}`;
    if (known === null) {
      const waiting = (await peers.list()).filter(({ trust }) => trust === 'requested');
      const fromThere = waiting.filter((peer) => peer.address.startsWith(`${host}:`));
      if (waiting.length >= MAX_REQUESTS || fromThere.length >= MAX_REQUESTS_PER_HOST) return;
      const name = cleanName(instanceName) || candidate?.instanceName || `${instanceId.slice(0, 8)}`;
      await store({ instanceId, certificatePem }, name, address, 'requested');
    } else {
      await peers.change(instanceId, { trust: 'requested' });
    }
    sightings.reached(instanceId);
    changed(instanceId);
  };

  return {
    list,
    listTrusted: async () => (await list()).filter(({ isTrusted }) => isTrusted),
    get,

    async add(address) {
      const identity = await transport.identify(address);
      if (identity.instanceId === context.instanceId) {
        throw invalid(
          'address',
          'own_address',
          'This is the address of this very instance. Give the other one’s.',
        );
      }
      const known = await peers.get(identity.instanceId);
      const peer = known ?? (await store(identity, address, address));
      if (known !== null) await peers.change(known.id, { address });
      // Brings the name with it.
      (await dialer.dial({ ...peer, address })).close();
      changed(peer.id);
      return get(peer.id);
    },

    async change(id, { isTrusted, name, autoSync }) {
      const checkedName = name === undefined ? undefined : checkName(name);
      const peer = await keep(id);
      if (checkedName !== undefined) await peers.change(id, { name: checkedName, renamed: true });
      if (autoSync !== undefined) await peers.change(id, { autoSync });
      if (isTrusted === true && peer.trust !== 'trusted') {
        await peers.change(id, { trust: 'trusted' });
        knock(peer);
      }
      if (isTrusted === false && peer.trust !== 'revoked') {
        await peers.change(id, { trust: 'revoked' });
        expel(id);
      }
      changed(id);
      return get(id);
    },

    async remove(id) {
      if ((await peers.get(id)) === null) throw new BriqueError('not_found', 'There is no such instance.');
      await peers.remove(id, isoTime(wall.now()));
      expel(id);
      changed(id);
    },

    async trusted(id) {
      const peer = await peers.get(id);
      return peer?.trust === 'trusted' ? peer : null;
    },

    turnedAway(caller, hints) {
      const admitted = admitting.then(() => admit(caller, hints));
      admitting = admitted.catch(() => undefined);
      return admitted;
    },
  };

  /** Ends all that runs with a peer that is no longer trusted. */
  function expel(id: string): void {
    registry.abort(id, new BriqueError('not_trusted', 'The approval of this instance was withdrawn.'));
    context.cutConnections(id);
  }
}

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed === cleanName(trimmed)) return trimmed;
  throw invalid('name', 'invalid_name', `Give a name of 1 to ${LIMITS.instanceNameLength} characters.`);
}

/** A name as others give it, fit to be shown. */
export function cleanName(name: string): string {
  const printable = name.replace(/\p{Cc}/gu, '').trim();
  return Array.from(printable).slice(0, LIMITS.instanceNameLength).join('');
}

function invalid(field: string, code: string, message: string): BriqueError {
  return new BriqueError('invalid_input', message, [{ field, code, message }]);
}
