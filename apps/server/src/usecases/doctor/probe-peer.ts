import type { SyncInfo } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { createGossipClient } from '../gossip/gossip-client.js';
import type { PeerTransport } from '../gossip/peer-transport.js';
import type { KnownPeer } from '../peers/peer-store.js';
import { placesOf } from '../peers/places.js';
import type { AddressTry, PeerAnswer, PeerObservation, Reach } from './observations.js';

/** For one address: a busy machine on the same network answers in a fraction of it. */
const ADDRESS_MS = 3500;
/** Addresses of mDNS that are tried; it may know up to eight. */
const MAX_ADDRESSES = 4;

export interface PeerProbe {
  readonly transport: PeerTransport;
  /** Milliseconds since 1970, ours. */
  now(): number;
  self(): { instanceName: string; gossipPort: number };
  /** Addresses where mDNS sees the peer now; undefined when it does not. */
  seenAt(id: string): readonly string[] | undefined;
  /** Whether this computer is in the network of a `host:port`. */
  isOnOurNetwork(address: string): boolean;
  /** What a failed connection means. */
  whyUnreachable(error: BriqueError): Reach;
}

/** Tries a peer at each of its addresses at once; it neither trusts nor changes anything. Rejects for nothing but bugs. */
export async function probePeer(
  peer: KnownPeer,
  probe: PeerProbe,
  signal: AbortSignal,
): Promise<PeerObservation> {
  const seenAt = probe.seenAt(peer.id);
  const places = placesOf(peer, seenAt?.slice(0, MAX_ADDRESSES));
  const results = await Promise.all(
    places.map(async (place) => {
      const isOnOurNetwork = probe.isOnOurNetwork(place.address);
      return { ...place, isOnOurNetwork, ...(await reach(peer, place.address, probe, signal)) };
    }),
  );
  return {
    id: peer.id,
    name: peer.name,
    isSeen: seenAt !== undefined,
    tries: results.map(({ answer: _, ...each }): AddressTry => each),
    answer: results.find(({ answer }) => answer !== undefined)?.answer ?? null,
    isChecked: !signal.aborted,
  };
}

type Tried = Pick<AddressTry, 'reach' | 'otherId'> & { answer?: PeerAnswer };

async function reach(
  peer: KnownPeer,
  address: string,
  probe: PeerProbe,
  signal: AbortSignal,
): Promise<Tried> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(ADDRESS_MS)]);
  try {
    const connection = probe.transport.connect(address, {
      instanceId: peer.id,
      certificatePem: peer.certificatePem,
    });
    try {
      const asked = probe.now();
      const info = await createGossipClient(connection, { self: probe.self() }).info(inTime);
      return { reach: 'answered', answer: answerOf(info, (asked + probe.now()) / 2) };
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof BriqueError)) throw error;
    if (error.code === 'identity_mismatch') return whoElse(peer, address, probe, inTime);
    return { reach: probe.whyUnreachable(error) };
  }
}

/** Someone answers whom the pinned certificate does not fit: who? */
async function whoElse(
  peer: KnownPeer,
  address: string,
  { transport }: PeerProbe,
  signal: AbortSignal,
): Promise<Tried> {
  try {
    const { instanceId } = await transport.identify(address, signal);
    if (instanceId === peer.id) return { reach: 'certificate_dates' };
    return { reach: 'other_device', otherId: instanceId };
  } catch {
    return { reach: 'other_device' };
  }
}

/** @param here our clock when it answered, as near as can be told */
function answerOf(info: SyncInfo, here: number): PeerAnswer {
  const there = Date.parse(info.now);
  return {
    protocol: Number(info.protocol),
    clockAhead: Number.isNaN(there) ? 0 : there - here,
    // Only those it trusts are told how much it holds.
    trustsUs: info.itemCount !== undefined,
  };
}
