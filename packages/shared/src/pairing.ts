/** What a trusted peer may do: household, everything both ways; guest, read what we share: its changes are not applied here. */
export type PeerScope = 'household' | 'guest';

/** On which terms a peer is trusted. */
export interface TrustTerms {
  scope: PeerScope;
  /** When the trust ends by itself, ISO 8601; null: when the owner ends it. */
  until: string | null;
}

/** How a peer came to be trusted: approved by hand, by an invite, by the shared grid key. */
export type TrustOrigin = 'hand' | 'invite' | 'grid';

/** What became of an invite: it is open, let somebody in, ran out, was taken back, or died of wrong proofs. */
export type InviteState = 'open' | 'used' | 'expired' | 'withdrawn' | 'tried_out';

/** `GET /pairing/invite`: the latest invite, to be given to one instance. */
export interface InviteInfo {
  state: InviteState;
  /** Name of the instance that it let in, when it has been used. */
  usedBy: string | null;
  /** `brique:invite?…`: the text to paste, the link, and what its QR code says; null once it is no longer open. */
  link: string | null;
  expiresAt: string;
  /** Wrong proofs until it is dead. */
  triesLeft: number;
  terms: TrustTerms;
}

/** `GET /pairing/grid-key`. */
export interface GridKeyInfo {
  isSet: boolean;
  /** A generated key can be shown again; of a passphrase only its stretched form is kept. */
  kind: 'generated' | 'passphrase' | null;
  /** The generated key as 12 words. */
  words: string | null;
  /** The generated key as a link, and what its QR code says. */
  link: string | null;
  /** Instances that were let in by this or an earlier key and are still trusted. */
  admitted: string[];
}
