import { BriqueError } from '../brique-error.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerConnection, PeerTransport } from '../gossip/peer-transport.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import type { Sightings } from './sightings.js';

export interface Dialer {
  /**
   * Connects to a known peer wherever it is now: where mDNS sees it, then where it was last. Its name and address are
   * brought up to date by what it proves to be.
   * @throws BriqueError `peer_unreachable`, `identity_mismatch`, `connection_lost`, `cancelled`
   */
  dial(peer: KnownPeer, signal?: AbortSignal): Promise<PeerConnection>;
  /**
   * As dial, with the caller's own first call in place of `info`, which saves a round trip. It is made once where the peer
   * answers; an address where it does not is followed by the next one.
   * @param greet makes the call; what it throws other than for want of a connection is the peer's answer, and final
   */
  greet<T extends Greeting>(
    peer: KnownPeer,
    greet: (connection: PeerConnection) => Promise<T>,
  ): Promise<{ connection: PeerConnection; greeting: T }>;
}

/** What the peer says of itself in its first answer. */
export interface Greeting {
  readonly instanceName: string;
}

export interface DialContext {
  readonly transport: PeerTransport;
  readonly peers: PeerStore;
  readonly sightings: Sightings;
  /** What we say of ourselves with each request. */
  self(): { instanceName: string; gossipPort: number };
  changed(id: string): void;
}

export function createDialer({ transport, peers, sightings, self, changed }: DialContext): Dialer {
  const noteProven = async (peer: KnownPeer, address: string, name: string) => {
    sightings.reached(peer.id);
    const newName = !peer.renamed && name !== '' && name !== peer.name ? { name } : {};
    const newAddress = address === peer.address ? {} : { address };
    if (Object.keys({ ...newName, ...newAddress }).length === 0) return;
    await peers.change(peer.id, { ...newName, ...newAddress });
    changed(peer.id);
  };

  const greet: Dialer['greet'] = async (peer, call) => {
    const addresses = new Set([...(sightings.candidate(peer.id)?.addresses ?? []), peer.address]);
    let failure: unknown = new BriqueError('peer_unreachable', `No address of ${peer.name} is known.`);
    for (const address of addresses) {
      const connection = transport.connect(address, {
        instanceId: peer.id,
        certificatePem: peer.certificatePem,
      });
      try {
        const greeting = await call(connection);
        await noteProven(peer, address, greeting.instanceName);
        return { connection, greeting };
      } catch (error) {
        connection.close();
        // Whatever else went wrong, it was the peer who answered: no other address answers better.
        if (!(error instanceof BriqueError && NOT_THERE.has(error.code))) throw error;
        failure = moreTelling(failure, error);
      }
    }
    sightings.unreachable(peer.id);
    throw failure;
  };

  return {
    greet,
    async dial(peer, signal) {
      const info = (connection: PeerConnection) =>
        createGossipClient(connection, { self: self() }).info(signal);
      return (await greet(peer, info)).connection;
    },
  };
}

/** What an address says at which the peer is not, or no longer. */
const NOT_THERE: ReadonlySet<string> = new Set(['peer_unreachable', 'identity_mismatch', 'connection_lost']);

/** Another certificate at its address says more than silence at an older one. */
function moreTelling(known: unknown, error: unknown): unknown {
  return known instanceof BriqueError && known.code === 'identity_mismatch' ? known : error;
}
