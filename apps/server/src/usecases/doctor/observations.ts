import type { Place } from '../peers/places.js';

/** What became of a try to reach a peer at one address. */
export type Reach =
  | 'answered'
  /** The machine is there, and nothing listens at that port. */
  | 'refused'
  | 'silent'
  /** This machine knows no way there, or nobody there answers to the address. */
  | 'no_way'
  | 'unknown_name'
  /** Something that is no Brique. */
  | 'other_program'
  /** A Brique with another certificate. */
  | 'other_device'
  /** The right one, by a certificate that is not valid by our date. */
  | 'certificate_dates';

export interface AddressTry {
  /** `host:port` */
  readonly address: string;
  /** Who named it: mDNS just now, our memory, or the owner. */
  readonly from: Place['from'];
  /** Whether the address belongs to a network that this computer is in. */
  readonly isOnOurNetwork: boolean;
  readonly reach: Reach;
  /** Who answered instead. */
  readonly otherId?: string;
}

/** What the peer said of itself where it answered. */
export interface PeerAnswer {
  readonly protocol: number;
  /** Theirs minus ours, ms. */
  readonly clockAhead: number;
  readonly trustsUs: boolean;
}

export interface PeerObservation {
  readonly id: string;
  readonly name: string;
  /** Whether mDNS sees it now. */
  readonly isSeen: boolean;
  /** Those of mDNS first, then where it was before, then what the owner typed; empty when no address is known. */
  readonly tries: readonly AddressTry[];
  /** null when it answered nowhere. */
  readonly answer: PeerAnswer | null;
  /** Whether there was time to look. */
  readonly isChecked: boolean;
}

/** What came back of a question by multicast. */
export interface MulticastObservation {
  /** Our own packet, by the same way that others' packets take. */
  readonly hearsItself: boolean;
  /** How many other machines said anything at all. */
  readonly others: number;
}

/** Who answers where others are to reach us. */
export interface ListenerTry {
  readonly address: string;
  readonly found: 'ours' | 'other' | 'nobody';
  /** Whether only this computer can use the address. */
  readonly isLocal: boolean;
}

export interface Observations {
  /** Our addresses on networks, without port. */
  readonly ownAddresses: readonly string[];
  readonly isDiscoveryOn: boolean;
  /** null when not looked at: discovery is off, or no network is there. */
  readonly multicast: MulticastObservation | null;
  readonly gossipPort: number;
  readonly listener: readonly ListenerTry[];
  /** The trusted ones. */
  readonly peers: readonly PeerObservation[];
  /** Names of all instances we know by id. */
  readonly names: ReadonlyMap<string, string>;
}
