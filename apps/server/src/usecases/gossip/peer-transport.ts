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
  /** A stream is read as fast as the peer takes it, and sent once: what it throws, `request` throws. */
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Bytes of the response's body; 16 MiB when not given. Streams give their own, `Infinity` included. */
  maxBytes?: number;
  /** Ends the request, and the reading of its response, with `cancelled`. */
  signal?: AbortSignal;
}

export interface PeerResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /**
   * The body as it arrives, to be read once, to its end or until the loop is left; unread, it holds its connection. Throws `too_large`
   * past `maxBytes`, `connection_lost` when cut short or silent for 30 s, `cancelled`.
   */
  body: AsyncIterable<Uint8Array>;
}

/** A kept-open connection to one pinned peer. */
export interface PeerConnection {
  /**
   * Any status is an answer: redirects are not followed, and a 403 is returned like a 200. Requests that overlap each get a connection.
   * @throws BriqueError `peer_unreachable` (refused, no route, timed out), `identity_mismatch` (another certificate answered, or one
   *   outside its dates; nothing was sent to it), `connection_lost` (cut in the middle), `protocol_mismatch` (not HTTP, or an encoding
   *   that was not asked for), `cancelled` (the signal, or `close`)
   */
  request(request: PeerRequest): Promise<PeerResponse>;
  /** Bytes on the wire since `connect` (TCP payload: handshakes, TLS records and HTTP headers included). */
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Ends what runs with `cancelled`; requests after it too. */
  close(): void;
}

/** The way to other instances. */
export interface PeerTransport {
  /**
   * Reads who answers at an address by a bare TLS handshake: no application byte is sent, nor our own certificate.
   * @param address `host:port`, `[v6]:port`, `[fe80::1%eth0]:port`
   * @throws BriqueError `invalid_input` (not an address), `peer_unreachable`, `cancelled`
   */
  identify(address: string, signal?: AbortSignal): Promise<PeerIdentity>;
  /**
   * Does no I/O yet; the first request connects. The certificate is the pinned one.
   * @throws BriqueError `invalid_input` (not an address)
   */
  connect(address: string, peer: PeerIdentity): PeerConnection;
}
