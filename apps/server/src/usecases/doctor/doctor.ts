import type { DoctorProgress, DoctorReport } from '@brique/shared';
import type { PeerTransport } from '../gossip/peer-transport.js';
import type { KnownPeer, PeerStore } from '../peers/peer-store.js';
import type { Sightings } from '../peers/sightings.js';
import { diagnose, worstState } from './diagnose.js';
import type { ListenerTry, MulticastObservation, PeerObservation } from './observations.js';
import { type PeerProbe, probePeer } from './probe-peer.js';

/** For everything; what is not known by then is said to be unknown. */
const ALL_MS = 9000;
const LISTENER_MS = 3000;
const MAX_AT_ONCE = 16;
/** Of our own addresses; a machine with containers has many. */
const MAX_OWN_ADDRESSES = 8;

/** The network as this computer sees it. */
export interface OwnNetwork {
  /** Our addresses on networks, without port; none when nothing is plugged in. */
  readonly addresses: readonly string[];
  /** Whether a `host:port` is in one of our networks, or on this computer; true for names, of which that is unknown. */
  isOurs(address: string): boolean;
  /** Whether a `host:port` means this computer to everybody. */
  isLoopback(address: string): boolean;
}

export interface DoctorContext {
  readonly instanceId: string;
  readonly transport: PeerTransport;
  readonly peers: PeerStore;
  readonly sightings: Sightings;
  readonly now: PeerProbe['now'];
  readonly self: PeerProbe['self'];
  readonly whyUnreachable: PeerProbe['whyUnreachable'];
  /** `host:port` where others are to reach us. */
  ownAddresses(): readonly string[];
  ownNetwork(): OwnNetwork;
  isDiscoveryOn(): boolean;
  /** Asks by multicast and listens, for some seconds at most; never rejects. */
  probeMulticast(signal: AbortSignal): Promise<MulticastObservation>;
}

/** Finds out why instances are not found or not reached. */
export interface Doctor {
  /**
   * Looks at everything at once, for 10 s at most. Nothing is changed by it.
   * @param report told of each thing that has been looked at
   * @param signal ends it early; what was not looked at is said to be unknown
   */
  examine(report?: (progress: DoctorProgress) => void, signal?: AbortSignal): Promise<DoctorReport>;
}

export function createDoctor(context: DoctorContext): Doctor {
  const { transport, sightings, instanceId } = context;

  const tryOwn = async (address: string, network: OwnNetwork, signal: AbortSignal): Promise<ListenerTry> => {
    const isLocal = network.isLoopback(address);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(LISTENER_MS)]);
    try {
      const found = (await transport.identify(address, inTime)).instanceId === instanceId ? 'ours' : 'other';
      return { address, found, isLocal };
    } catch {
      return { address, found: 'nobody', isLocal };
    }
  };

  return {
    async examine(report = () => undefined, ends) {
      const began = performance.now();
      const limit = AbortSignal.timeout(ALL_MS);
      const signal = ends === undefined ? limit : AbortSignal.any([ends, limit]);
      const known = await context.peers.list();
      const trusted = known.filter(({ trust }) => trust === 'trusted');
      const network = context.ownNetwork();
      const own = context.ownAddresses().slice(0, MAX_OWN_ADDRESSES);
      const isDiscoveryOn = context.isDiscoveryOn();
      const asksMulticast = isDiscoveryOn && network.addresses.length > 0;

      const total = own.length + trusted.length + Number(asksMulticast);
      let done = 0;
      report({ done, total });
      const counted = async <T>(work: Promise<T>): Promise<T> => {
        const result = await work;
        report({ done: ++done, total });
        return result;
      };
      const probe: PeerProbe = {
        transport,
        now: context.now,
        self: context.self,
        whyUnreachable: context.whyUnreachable,
        seenAt: (id) => sightings.candidate(id)?.addresses,
        isOnOurNetwork: (address) => network.isOurs(address),
      };
      const [multicast, listener, peers] = await Promise.all([
        asksMulticast ? counted(context.probeMulticast(signal)) : null,
        Promise.all(own.map((address) => counted(tryOwn(address, network, signal)))),
        probeAll(trusted, (peer) => counted(probePeer(peer, probe, signal))),
      ]);

      const names = [
        ...sightings.candidates().map((each) => [each.instanceId, each.instanceName] as const),
        ...known.map((each) => [each.id, each.name] as const),
        [instanceId, context.self().instanceName] as const,
      ];
      const checks = diagnose({
        ...{ isDiscoveryOn, multicast, listener, peers },
        ownAddresses: network.addresses,
        gossipPort: context.self().gossipPort,
        names: new Map(names),
      });
      return { state: worstState(checks), checks, durationMs: Math.round(performance.now() - began) };
    },
  };
}

/** In the order of the peers, some at a time. */
async function probeAll(
  peers: readonly KnownPeer[],
  probe: (peer: KnownPeer) => Promise<PeerObservation>,
): Promise<PeerObservation[]> {
  const found: PeerObservation[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < peers.length; at = next++) {
      const peer = peers[at];
      if (peer !== undefined) found[at] = await probe(peer);
    }
  };
  await Promise.all(Array.from({ length: MAX_AT_ONCE }, worker));
  return found;
}
