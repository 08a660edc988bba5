import type { KnownPeer, PeerChanges } from './peer-store.js';

/** Where a peer may be, and who says so: mDNS just now, our memory of where it was reached, or the owner. */
export interface Place {
  /** `host:port` */
  readonly address: string;
  readonly from: 'mdns' | 'memory' | 'typed';
}

/** Places remembered besides the last one: somebody who carries a computer about has a few. */
const MAX_EARLIER = 3;

/**
 * Where to try a peer, in this order: where mDNS sees it, where it was reached before (the last first), where its owner said that it is.
 * @returns each address once; none where nothing is known, as of a caller that named no port
 */
export function placesOf(
  { address, earlierAddresses, typedAddress }: KnownPeer,
  seenAt: readonly string[] = [],
): Place[] {
  const places: Place[] = [
    ...seenAt.map((each) => ({ address: each, from: 'mdns' as const })),
    ...[address, ...earlierAddresses].map((each) => ({ address: each, from: 'memory' as const })),
    ...(typedAddress === null ? [] : [{ address: typedAddress, from: 'typed' as const }]),
  ];
  const usable = places.filter((place) => place.address !== '' && !place.address.endsWith(':0'));
  return usable.filter((place, at) => usable.findIndex((other) => other.address === place.address) === at);
}

/** What changes of a peer that was reached at an address: where it was before is kept for a while. */
export function movedTo(peer: KnownPeer, address: string): Pick<PeerChanges, 'address' | 'earlierAddresses'> {
  if (address === peer.address) return {};
  const earlier = [peer.address, ...peer.earlierAddresses].filter((each) => each !== address);
  return { address, earlierAddresses: earlier.slice(0, MAX_EARLIER) };
}
