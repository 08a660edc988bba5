import { BriqueError } from '../brique-error.js';
import { createGossipClient } from '../sync/gossip-client.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import type { PeerConnection, PeerTransport } from './peer-transport.js';
import type { Sightings } from './sightings.js';

export interface Dialer {
  /**
   * Connects to a known peer wherever it is now: where mDNS sees it, then where it was last. Its name and address are
   * brought up to date by what it proves to be.
   * @throws BriqueError `peer_unreachable`, `identity_mismatch`, `connection_lost`, `cancelled`
   */
  dial(peer: KnownPeer, signal?: AbortSignal): Promise<PeerConnection>;
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

  return {
    async dial(peer, signal) {
      const addresses = new Set([...(sightings.candidate(peer.id)?.addresses ?? []), peer.address]);
      let failure: unknown = new BriqueError('peer_unreachable', `No address of ${peer.name} is known.`);
      for (const address of addresses) {
        const connection = transport.connect(address, {
          instanceId: peer.id,
          certificatePem: peer.certificatePem,
        });
        try {
          const info = await createGossipClient(connection, { self: self() }).info(signal);
          await noteProven(peer, address, info.instanceName);
          return connection;
        } catch (error) {
          connection.close();
          if (error instanceof BriqueError && error.code === 'cancelled') throw error;
          failure = moreTelling(failure, error);
        }
      }
      sightings.unreachable(peer.id);
      throw failure;
    },
  };
}

/** Another certificate at its address says more than silence at an older one. */
function moreTelling(known: unknown, error: unknown): unknown {
  return known instanceof BriqueError && known.code === 'identity_mismatch' ? known : error;
}
