import { Agent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { PeerAddress } from './peer-address.js';
import { openSecureSocket } from './secure-socket.js';

export interface PinnedAgentLimits {
  readonly connectTimeoutMs: number;
  readonly connectAgainMs: number;
  readonly keepAliveMs: number;
}

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
   * @param limits see PeerTransportLimits; an unused connection is kept for less than the listener does, so that it is we who close
   */
  constructor(
    private readonly address: PeerAddress,
    private readonly verification: () => ConnectionOptions,
    private readonly limits: PinnedAgentLimits,
  ) {
    // Overlapping requests (a pull and a push) each get a connection, and two stay open. No cap on those in use: a request that waits
    // for a connection held by the stream it is needed for would wait for ever.
    super({ keepAlive: true, maxFreeSockets: 2, maxCachedSessions: 0, timeout: limits.keepAliveMs });
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#open().then(
      (tls) => callback?.(null, tls),
      // Node reads no stream beside an error.
      (error: Error) => callback?.(error, undefined as never),
    );
  }

  /** @returns whether the peer, and nobody else, answers a new connection now */
  async answers(signal: AbortSignal): Promise<boolean> {
    try {
      // Not destroy(): the goodbye goes out first, so that the other end sees no error.
      (await this.#open(signal)).destroySoon();
      return true;
    } catch {
      return false;
    }
  }

  async #open(signal?: AbortSignal): Promise<TLSSocket> {
    return openSecureSocket(this.address, {
      verification: this.verification(),
      timeoutMs: this.limits.connectTimeoutMs,
      againMs: this.limits.connectAgainMs,
      signal,
      onWire: (wire) => {
        this.#wires.add(wire);
        wire.once('close', () => {
          this.#wires.delete(wire);
          this.#received += wire.bytesRead;
          this.#sent += wire.bytesWritten;
        });
      },
    });
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
