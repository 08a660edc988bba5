import type { PeerTrust, TrustOrigin, TrustTerms } from '@brique/shared';

/** A peer we have something to do with. */
export interface KnownPeer {
  readonly id: string;
  readonly name: string;
  /** Whether the owner gave the name; what the peer calls itself then no longer changes it. */
  readonly renamed: boolean;
  /** `host:port` where it was last reached, or said to be. */
  readonly address: string;
  /** Where it was before that, the latest first. */
  readonly earlierAddresses: readonly string[];
  /** `host:port` as its owner typed it last; null when nobody did. */
  readonly typedAddress: string | null;
  readonly trust: PeerTrust;
  /** Whether sessions with it are begun here by themselves, once it is trusted. */
  readonly autoSync: boolean;
  /** On which terms it is trusted, or was last. */
  readonly terms: TrustTerms;
  readonly trustedBy: TrustOrigin | null;
  readonly certificatePem: string;
  readonly lastSeen: string | null;
  readonly lastSync: string | null;
  readonly createdAt: string;
  /** Outcome of the last comparison; null when there was none. */
  readonly inSync: boolean | null;
  readonly verifiedAt: string | null;
  /** Our fingerprint at that comparison, as text. */
  readonly verifiedFingerprint: string | null;
}

export type PeerChanges = Partial<
  Pick<
    KnownPeer,
    | 'name'
    | 'renamed'
    | 'address'
    | 'earlierAddresses'
    | 'typedAddress'
    | 'trust'
    | 'autoSync'
    | 'terms'
    | 'trustedBy'
    | 'certificatePem'
    | 'lastSeen'
  >
>;

/** The peers table. Peers are few: reading them all is one small query. */
export interface PeerStore {
  list(): Promise<KnownPeer[]>;
  get(id: string): Promise<KnownPeer | null>;
  /**
   * Adds a peer, or brings a removed one back under these facts. One that is there stays as it is, whatever was known of it
   * when this was called: only one that nobody has answered for may become a request.
   */
  add(
    peer: Pick<KnownPeer, 'id' | 'name' | 'address' | 'trust' | 'certificatePem' | 'createdAt'>,
  ): Promise<void>;
  change(id: string, changes: PeerChanges): Promise<void>;
  /** Forgets all but what the history needs, the cursors included: who comes back is met anew. */
  remove(id: string, at: string): Promise<void>;
}
