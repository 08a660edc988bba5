import type { PeerTrust } from '@brique/shared';
import type { PeerIdentity } from '../gossip/peer-transport.js';
import { cleanName } from './clean-name.js';
import type { KnownPeer, PeerStore } from './peer-store.js';
import type { Sightings } from './sightings.js';

/** Requests that wait for an answer: in all, and from one address, so that one machine cannot take all the room. */
const MAX_REQUESTS = 64;
const MAX_REQUESTS_PER_HOST = 4;

/** What a caller says of itself; hints. */
export interface CallerHints {
  readonly instanceName: string;
  /** 0 when it did not say. */
  readonly gossipPort: number;
  readonly remoteAddress: string;
}

/** `host:port` of a caller's gossip listener, as far as it said. */
export function addressOf({ remoteAddress, gossipPort }: CallerHints): string {
  return `${remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress}:${gossipPort}`;
}

export interface RequestsContext {
  readonly peers: PeerStore;
  readonly sightings: Sightings;
  /** Keeps a peer under these facts. */
  store(identity: PeerIdentity, name: string, address: string, trust: PeerTrust): Promise<KnownPeer>;
  changed(id: string): void;
}

/**
 * What becomes of unknown callers: requests that wait for the owner's answer, within bounds.
 * @returns notes a caller that was turned away
 */
export function createRequests({ peers, sightings, store, changed }: RequestsContext) {
  /** Who is turned away is counted before the next one is, so that a burst does not slip past the bounds. */
  let noting: Promise<void> = Promise.resolve();
  /** Where those who wait called from, which the address they are shown with need not be: mDNS may say otherwise. Until the next start. */
  const calledFrom = new Map<string, string>();
  const note = async ({ instanceId, certificatePem }: PeerIdentity, hints: CallerHints): Promise<void> => {
    const known = await peers.get(instanceId);
    if (known !== null && known.trust !== 'discovered') return;
    const candidate = sightings.candidate(instanceId);
    const called = addressOf(hints);
    const host = called.slice(0, called.lastIndexOf(':') + 1);
    const address = candidate?.addresses[0] ?? called;
    if (known === null) {
      const waiting = (await peers.list()).filter(({ trust }) => trust === 'requested');
      const fromThere = waiting.filter(({ id, address }) => (calledFrom.get(id) ?? address).startsWith(host));
      if (waiting.length >= MAX_REQUESTS || fromThere.length >= MAX_REQUESTS_PER_HOST) return;
    }
    const name = cleanName(hints.instanceName) || candidate?.instanceName || `${instanceId.slice(0, 8)}`;
    await store({ instanceId, certificatePem }, name, address, 'requested');
    // The oldest of them has long been answered.
    for (const oldest of [...calledFrom.keys()].slice(0, Math.max(0, calledFrom.size - MAX_REQUESTS)))
      calledFrom.delete(oldest);
    calledFrom.set(instanceId, host);
    sightings.reached(instanceId);
    changed(instanceId);
  };

  return (caller: PeerIdentity, hints: CallerHints): Promise<void> => {
    const noted = noting.then(() => note(caller, hints));
    noting = noted.catch(() => undefined);
    return noted;
  };
}
