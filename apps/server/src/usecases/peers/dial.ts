import { BriqueError } from '../brique-error.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerConnection, PeerTransport } from '../gossip/peer-transport.js';
import { inTurn } from './in-turn.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import { movedTo, placesOf } from './places.js';
import type { Sightings } from './sightings.js';

export interface Dialer {
  /**
   * Connects to a known peer wherever it is now: where mDNS sees it, then where it was before, then where its owner said that it is.
   * Its name and address are brought up to date by what it proves to be.
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
    signal?: AbortSignal,
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

/** For who answers at an address, where there are several to try. */
const IDENTIFY_MS = 4000;
/** After which the next of them is asked too. */
const HEAD_START_MS = 250;

export function createDialer({ transport, peers, sightings, self, changed }: DialContext): Dialer {
  const noteProven = async (peer: KnownPeer, address: string, name: string) => {
    sightings.reached(peer.id);
    const newName = !peer.renamed && name !== '' && name !== peer.name ? { name } : {};
    const changes = { ...newName, ...movedTo(peer, address) };
    if (Object.keys(changes).length === 0) return;
    await peers.change(peer.id, changes);
    changed(peer.id);
  };

  /** Asks at several addresses who is there, without our own certificate. @throws AggregateError when the peer is at none of them */
  const whereIs = (peer: KnownPeer, addresses: readonly string[], signal?: AbortSignal) =>
    inTurn(addresses, HEAD_START_MS, async (address, over) => {
      const limit = AbortSignal.timeout(IDENTIFY_MS);
      const ends = AbortSignal.any([limit, over, ...(signal === undefined ? [] : [signal])]);
      const { instanceId } = await transport.identify(address, ends).catch((error) => {
        throw limit.aborted ? new BriqueError('peer_unreachable', `Nobody answers at ${address}.`) : error;
      });
      if (instanceId === peer.id) return address;
      throw new BriqueError('identity_mismatch', `Another instance than ${peer.name} answers at ${address}.`);
    });

  /** Where to make the first call: one address after the other, the next being looked for only when that is wanted. */
  async function* chosen(peer: KnownPeer, failed: (error: unknown) => void, signal?: AbortSignal) {
    const addresses = placesOf(peer, sightings.candidate(peer.id)?.addresses).map(({ address }) => address);
    // Seen, or reached just now: it is where it is said to be.
    if (sightings.isOnline(peer.id)) yield* addresses.splice(0, 1);
    if (addresses.length <= 1) return yield* addresses;
    try {
      yield await whereIs(peer, addresses, signal);
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error;
      for (const each of error.errors) failed(each);
    }
  }

  const greet: Dialer['greet'] = async (peer, call, signal) => {
    let failure: unknown = new BriqueError('peer_unreachable', `No address of ${peer.name} is known.`);
    const failed = (error: unknown) => {
      // Whatever else went wrong, it was the peer who answered: no other address answers better.
      if (!(error instanceof BriqueError && NOT_THERE.has(error.code))) throw error;
      failure = moreTelling(failure, error);
    };
    for await (const address of chosen(peer, failed, signal)) {
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
        failed(error);
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
      return (await greet(peer, info, signal)).connection;
    },
  };
}

/** What an address says at which the peer is not, or no longer. */
const NOT_THERE: ReadonlySet<string> = new Set(['peer_unreachable', 'identity_mismatch', 'connection_lost']);

/** Another certificate at its address says more than silence at an older one. */
function moreTelling(known: unknown, error: unknown): unknown {
  return known instanceof BriqueError && known.code === 'identity_mismatch' ? known : error;
}
