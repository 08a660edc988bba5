import { constants } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { BriqueError } from '../../usecases/brique-error.js';
import type { Identity, PeerIdentity } from '../../usecases/gossip/peer-transport.js';
import { BEAT_HEADER, BEAT_MS, beatUntilAnswered } from './beat.js';
import { provenIdentity } from './proven-identity.js';
import { sendResponse } from './send-response.js';

/** Who calls: proven by the handshake of the connection that the request came in on. Whether it is trusted is the app's question. */
export interface CallerCertificate extends PeerIdentity {
  /** The caller's IP address, IPv4 in dotted form; a hint only. */
  remoteAddress: string;
}

export interface GossipListenerOptions {
  identity: Identity;
  /** Absent: all interfaces, IPv6 and IPv4. */
  host?: string | undefined;
  /** 0 picks a free one. */
  port: number;
  /** Answers a request. Bodies stream both ways with backpressure. */
  fetch: (request: Request, caller: CallerCertificate) => Response | Promise<Response>;
  /** Told of what `fetch` or a response body threw; the caller sees a bare 500 or a cut connection. */
  onError?: (error: unknown) => void;
  /** A caller's last connection has closed. */
  onDisconnected?: (instanceId: string) => void;
  limits?: Partial<GossipListenerLimits>;
}

export interface GossipListenerLimits {
  /** Open sockets in all. */
  maxSockets: number;
  /** Open sockets from one IP address: no one machine takes them all. */
  maxSocketsPerAddress: number;
  /** Milliseconds from the TCP connection to the end of the handshake. */
  handshakeTimeoutMs: number;
  /** Milliseconds from the handshake, or from a request's first byte, to the end of its headers. */
  headersTimeoutMs: number;
  /** Milliseconds without a byte in either direction while a request runs. A stream may run for hours, but not stand still. */
  idleTimeoutMs: number;
  /** Milliseconds that a connection is kept open between requests. */
  keepAliveTimeoutMs: number;
  /** Bytes of a request's headers. */
  maxHeaderBytes: number;
  /** Milliseconds between two words that a request is being worked on. */
  beatMs: number;
}

const DEFAULT_LIMITS: GossipListenerLimits = {
  maxSockets: 1024,
  maxSocketsPerAddress: 256,
  handshakeTimeoutMs: 10_000,
  headersTimeoutMs: 10_000,
  idleTimeoutMs: 60_000,
  keepAliveTimeoutMs: 60_000,
  maxHeaderBytes: 16 * 1024,
  beatMs: BEAT_MS,
};

export interface GossipListener {
  /**
   * @returns the port it listens on
   * @throws BriqueError `not_available` when the port is taken or may not be used
   */
  start(): Promise<{ port: number }>;
  /** Stops listening, lets running requests finish for up to `graceMs` milliseconds (1,000), then cuts what is left. */
  close(graceMs?: number): Promise<void>;
  /** Destroys every connection whose caller has this instance id, at once, whatever it carries. */
  cutConnections(instanceId: string): void;
}

/**
 * The listener for other instances: TLS 1.3, client certificate required. Any certificate is let in and named to the app on each
 * request; a connection without one is destroyed before its first byte is read.
 */
export function createGossipListener(options: GossipListenerOptions): GossipListener {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const callers = new WeakMap<Socket, CallerCertificate>();
  const open = new Map<Socket, string>();
  const secured = new Map<string, Set<TLSSocket>>();

  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      // Node keeps a connection open after its last request, even when the server is closing.
      outgoing.once('close', () => {
        if (!server.listening) server.closeIdleConnections();
      });
      const caller = callers.get(incoming.socket);
      // Cannot happen, as such a socket is destroyed; should it ever, nothing is answered.
      if (caller === undefined) incoming.socket.destroy();
      else
        await answer(
          () => options.fetch(request, caller),
          outgoing as ServerResponse,
          limits.beatMs,
          options.onError,
        );
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false },
  );

  const server = createServer(
    {
      key: options.identity.privateKeyPem,
      cert: options.identity.certificatePem,
      minVersion: 'TLSv1.3',
      requestCert: true,
      // A self-signed certificate is what we expect, and who is known changes while we run: the app looks it up on each request.
      rejectUnauthorized: false,
      // No resumption: a resumed handshake carries no certificate, and Node names the caller from what the ticket remembers, whatever
      // certificate (or none) the client holds now. OpenSSL still sends tickets then, but empty ones that are never found again.
      secureOptions: constants.SSL_OP_NO_TICKET,
      handshakeTimeout: limits.handshakeTimeoutMs,
      headersTimeout: limits.headersTimeoutMs,
      // A push may take long; idleTimeoutMs watches it.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(5_000, limits.headersTimeoutMs),
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      maxHeaderSize: limits.maxHeaderBytes,
    },
    listener,
  );
  server.timeout = limits.idleTimeoutMs;
  server.maxConnections = limits.maxSockets;

  server.on('connection', (socket: Socket) => {
    const address = addressOf(socket);
    let fromThere = 0;
    for (const other of open.values()) if (other === address) fromThere += 1;
    if (fromThere >= limits.maxSocketsPerAddress) {
      socket.destroy();
      return;
    }
    open.set(socket, address);
    socket.once('close', () => open.delete(socket));
  });

  server.on('secureConnection', (socket: TLSSocket) => {
    const proven = provenIdentity(socket);
    if (proven === undefined) {
      socket.destroy();
      return;
    }
    const { instanceId } = proven;
    callers.set(socket, { ...proven, remoteAddress: addressOf(socket) });
    const sockets = secured.get(instanceId) ?? new Set();
    secured.set(instanceId, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size > 0 || secured.get(instanceId) !== sockets) return;
      secured.delete(instanceId);
      options.onDisconnected?.(instanceId);
    });
  });

  return {
    start: () =>
      new Promise((resolve, reject) => {
        const refuse = (error: NodeJS.ErrnoException) => reject(listenError(error, options.port));
        server.once('error', refuse);
        server.listen({ port: options.port, host: options.host }, () => {
          server.off('error', refuse);
          // A failed accept (too many open files) is no reason to end the process.
          server.on('error', (error) => options.onError?.(error));
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    close: (graceMs = 1_000) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => {
          for (const socket of open.keys()) socket.destroy();
        }, graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
    cutConnections(instanceId) {
      for (const socket of secured.get(instanceId) ?? []) socket.destroy();
    },
  };
}

async function answer(
  fetch: () => Response | Promise<Response>,
  outgoing: ServerResponse,
  beatMs: number,
  onError?: (error: unknown) => void,
): Promise<void> {
  const rest = beatUntilAnswered(outgoing, beatMs);
  try {
    await sendResponse(await fetch(), outgoing, { [BEAT_HEADER]: String(beatMs) });
  } catch (error) {
    onError?.(error);
    if (!outgoing.headersSent && !outgoing.destroyed) outgoing.writeHead(500).end();
  } finally {
    rest();
  }
}

/** A dual-stack socket reports IPv4 callers as `::ffff:192.0.2.1`. */
function addressOf(socket: Socket): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    const message = `Port ${port} for other instances is taken by another program: choose one with --gossip-port.`;
    return new BriqueError('not_available', message, [], { cause: error });
  }
  const message = `Cannot listen for other instances on port ${port}: ${error.message}`;
  return new BriqueError('not_available', message, [], { cause: error });
}
