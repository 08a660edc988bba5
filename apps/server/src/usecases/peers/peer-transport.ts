/** Who this instance is: made at first start, kept in the data folder with mode 0600. */
export interface Identity {
  /** base32 (RFC 4648, lower case, no padding; 52 characters) of the SHA-256 of the certificate's SPKI. */
  instanceId: string;
  certificatePem: string;
  privateKeyPem: string;
}

/** A peer as its certificate proved it. */
export interface PeerIdentity {
  instanceId: string;
  certificatePem: string;
}

export interface PeerRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path and query, e.g. `/api/v1/gossip/info`. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  signal?: AbortSignal;
}

export interface PeerResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The body as it arrives; throws `too_large` past `maxBytes`, `connection_lost` when cut short. */
  body: AsyncIterable<Uint8Array>;
}

/** A kept-open connection to one pinned peer. */
export interface PeerConnection {
  /**
   * @throws BriqueError `peer_unreachable` (refused, no route, timed out), `identity_mismatch` (another certificate answered;
   *   nothing was sent to it), `connection_lost` (cut in the middle), `cancelled` (the signal)
   */
  request(request: PeerRequest): Promise<PeerResponse>;
  /** Bytes read and written above TLS since the connection was made. */
  readonly bytesReceived: number;
  readonly bytesSent: number;
  close(): void;
}

/** The way to other instances. */
export interface PeerTransport {
  /**
   * Reads who answers at an address by a bare TLS handshake: no application byte is sent.
   * @param address `host:port`
   * @throws BriqueError `peer_unreachable`
   */
  identify(address: string, signal?: AbortSignal): Promise<PeerIdentity>;
  /** Does no I/O yet; the first request connects. The certificate is the pinned one. */
  connect(address: string, peer: PeerIdentity): PeerConnection;
}
