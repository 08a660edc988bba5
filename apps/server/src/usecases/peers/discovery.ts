/** What an instance tells the LAN about itself. */
export interface Announcement {
  instanceId: string;
  instanceName: string;
  /** Gossip port. */
  port: number;
  protocol: number;
}

/** An instance seen on the LAN. All of it is a hint that anyone may forge; only the TLS handshake proves an id. */
export interface Candidate {
  instanceId: string;
  instanceName: string;
  protocol: number;
  /** `host:port` (IPv6 hosts in brackets), the most likely to work first; at most 8. */
  addresses: string[];
}

export type DiscoveryEvent =
  /** New, renamed, moved, or still there: sent on each sign of life, so that it also serves as heartbeat. */
  | { type: 'seen'; candidate: Candidate }
  /** Said goodbye, or silent for 25 s. */
  | { type: 'gone'; instanceId: string };

/** Finds instances on the LAN. At most MAX_CANDIDATES are kept however many announce themselves. */
export interface Discovery {
  /** Starts listening and announces; resolves once the first announcement is sent. Starting twice is an error. */
  start(announcement: Announcement): Promise<void>;
  /** Announces now and asks who else is there; with an argument, under the new name or port from now on. */
  announce(announcement?: Announcement): Promise<void>;
  /** Sends goodbye, stops listening and tells each known instance as gone. Harmless when not started; may be started again. */
  stop(): Promise<void>;
  /**
   * Tells what happens from now on; who is there already is told at their next sign of life, within about 10 s.
   * @returns a function that ends the subscription
   */
  subscribe(listener: (event: DiscoveryEvent) => void): () => void;
}

export const MAX_CANDIDATES = 256;
