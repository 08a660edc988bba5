import { Agent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import type { PeerAddress } from './peer-address.js';
import { openSecureSocket } from './secure-socket.js';

/**
 * Keeps connections to one peer open. Node's own agent hands a socket to the request before its handshake; this one after it, so that no
 * HTTP byte reaches a TLS socket before the peer is proven to be who it should be.
 */
export class PinnedAgent extends Agent {
  #closed = false;
  #received = 0;
  #sent = 0;
  readonly #wires = new Set<Socket>();

  /**
   * @param verification how each connection is verified; what it throws, the request throws
   * @param connectTimeoutMs for name lookup, TCP and TLS together
   * @param freeTimeoutMs how long an unused connection is kept; below the listener's own, so that it is we who close
   */
  constructor(
    private readonly address: PeerAddress,
    private readonly verification: () => ConnectionOptions,
    private readonly connectTimeoutMs: number,
    freeTimeoutMs: number,
  ) {
    // Overlapping requests (a pull and a push) each get a connection, and two stay open. No cap on those in use: a request that waits
    // for a connection held by the stream it is needed for would wait for ever.
    super({ keepAlive: true, maxFreeSockets: 2, maxCachedSessions: 0, timeout: freeTimeoutMs });
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const { tls, wire, ready } = openSecureSocket(this.address, this.verification(), this.connectTimeoutMs);
    this.#wires.add(wire);
    wire.once('close', () => {
      this.#wires.delete(wire);
      this.#received += wire.bytesRead;
      this.#sent += wire.bytesWritten;
    });
    ready.then(
      () => callback?.(null, tls),
      (error: Error) => callback?.(error, tls),
    );
  }

  /** Bytes of TCP payload so far: handshakes and TLS records included. */
  get bytesReceived(): number {
    return [...this.#wires].reduce((sum, wire) => sum + wire.bytesRead, this.#received);
  }

  get bytesSent(): number {
    return [...this.#wires].reduce((sum, wire) => sum + wire.bytesWritten, this.#sent);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Closes every connection, those in use and those still connecting included. */
  override destroy(): void {
    this.#closed = true;
    super.destroy();
    for (const wire of this.#wires) wire.destroy();
  }
}
