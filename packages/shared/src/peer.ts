import type { PeerScope, TrustOrigin } from './pairing.js';

export type PeerStatus = 'online' | 'offline' | 'syncing';

/** discovered: seen or added; requested: it asked, we have not answered; trusted and revoked: our answer. */
export type PeerTrust = 'discovered' | 'requested' | 'trusted' | 'revoked';

/** Another instance, as the UI API shows it. */
export interface Peer {
  /** Instance id: base32 of the SHA-256 of the certificate's public key. */
  id: string;
  name: string;
  /** `host:port` of its gossip listener, where last seen. */
  address: string;
  status: PeerStatus;
  isTrusted: boolean;
  trust: PeerTrust;
  /** What it may do once it is trusted. */
  scope: PeerScope;
  /** When the trust ends by itself; of one that is revoked, when it did so: null when its owner ended it. */
  trustedUntil: string | null;
  /** How it came to be trusted; null while it never was. */
  trustedBy: TrustOrigin | null;
  /** Whether this instance begins sessions with it by itself, once it is trusted. */
  autoSync: boolean;
  lastSeen: string | null;
  lastSync: string | null;
  createdAt: string;
  /** true: proved identical at `verifiedAt`; false: known to differ; null: unknown. */
  inSync: boolean | null;
  verifiedAt: string | null;
  /** Items of which a change from it waits here for the owner's decision. */
  held: number;
  /** Items of which a change waits for a decision there, as its last session told; 0 when none told since Brique started. */
  heldThere: number;
}

/** Characters of an instance id that people compare, shown as `abcd-efgh`. */
export const SHORT_ID_LENGTH = 8;

/**
 * The form in which people compare instance ids on two screens.
 * @param instanceId full instance id
 * @returns e.g. `abcd-efgh`
 */
export function shortId(instanceId: string): string {
  return `${instanceId.slice(0, 4)}-${instanceId.slice(4, SHORT_ID_LENGTH)}`;
}
