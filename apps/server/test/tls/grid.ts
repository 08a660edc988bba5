import {
  createGossipListener,
  type GossipListener,
  type GossipListenerOptions,
} from '../../src/adapters/tls/gossip-listener.js';
import { createPeerTransport, type PeerTransportLimits } from '../../src/adapters/tls/peer-transport.js';
import type { Identity, PeerConnection } from '../../src/usecases/gossip/peer-transport.js';
import { closeAfterEach } from './cleanup.js';

/** Two devices, one listening and one calling. Everything started is closed after each test. */
export interface Grid {
  server: Identity;
  caller: Identity;
  listen(
    fetch: GossipListenerOptions['fetch'],
    options?: Partial<GossipListenerOptions>,
  ): Promise<{ listener: GossipListener; address: string; port: number }>;
  /** From `caller` to `server`. */
  connect(address: string, limits?: Partial<PeerTransportLimits>): PeerConnection;
}

export function createGrid(server: Identity, caller: Identity): Grid {
  const later = closeAfterEach();
  return {
    server,
    caller,
    async listen(fetch, options = {}) {
      const listener = createGossipListener({
        identity: server,
        host: '127.0.0.1',
        port: 0,
        fetch,
        ...options,
      });
      const { port } = await listener.start();
      later(() => listener.close(0));
      return { listener, port, address: `127.0.0.1:${port}` };
    },
    connect(address, limits) {
      const connection = createPeerTransport(caller, limits).connect(address, server);
      later(() => connection.close());
      return connection;
    },
  };
}

/** A promise and the means to settle it. */
export function signalled<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Lets every event that is due happen, `turns` times over. */
export async function eventLoopTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
