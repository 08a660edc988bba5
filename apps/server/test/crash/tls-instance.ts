import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { type Database, openDatabase } from '../../src/adapters/store/database.js';
import { createGossipListener } from '../../src/adapters/tls/gossip-listener.js';
import { loadOrCreateIdentity } from '../../src/adapters/tls/identity.js';
import { createPeerTransport, type PeerTransportLimits } from '../../src/adapters/tls/peer-transport.js';
import { assemble } from '../../src/assemble.js';
import { systemClock } from '../../src/usecases/clock.js';
import type { Events } from '../../src/usecases/events.js';
import type { ReplicaStore } from '../../src/usecases/sync/replica-store.js';
import { createFakeLan } from '../discovery/fake-discovery.js';
import { type Api, answerOf } from '../support/api.js';

const UI_HOST = 'localhost:8080';

/** An instance in this process, on a real database and a real TLS listener; its page is asked by direct calls. */
export interface TlsInstance extends Api {
  readonly id: string;
  /** Where others reach it. */
  readonly address: string;
  readonly database: Database;
  readonly store: ReplicaStore;
  readonly events: Events;
  close(): Promise<void>;
}

/** @param batchItems items of one batch of its feed */
export async function startTlsInstance(
  folder: string,
  name: string,
  batchItems: number,
  limits: Partial<PeerTransportLimits> = {},
): Promise<TlsInstance> {
  const dataDir = join(folder, name);
  const database = await openDatabase(dataDir);
  const identity = await loadOrCreateIdentity(dataDir);
  const { instanceId } = identity;
  let gossipPort = 0;
  const closing = new AbortController();
  const address = () => `127.0.0.1:${gossipPort}`;
  const parts = await assemble({
    ...{ database, wall: systemClock, batchItems, newId: () => uuidv7() },
    transport: createPeerTransport(identity, limits),
    discovery: createFakeLan().createDiscovery(),
    settings: {
      ...{ instanceId, instanceName: name, defaultName: name, dataDir, version: '0.0.0-test' },
      ...{ gossipPort: () => gossipPort, discovery: false, autoSync: false },
    },
    ownAddresses: () => [address()],
    ownNetwork: () => ({ addresses: ['127.0.0.1'], isOurs: () => true, isLoopback: () => true }),
    probeMulticast: async () => ({ hearsItself: true, others: 0 }),
    hosts: () => new Set([UI_HOST]),
    isOnNetwork: false,
    webDir: join(dataDir, 'web'),
    schemasFile: join(dataDir, 'none'),
    tmpDir: join(dataDir, 'tmp'),
    closing: closing.signal,
    cutConnections: (id) => listener.cutConnections(id),
    log: { fault: () => undefined, warn: () => undefined },
  });
  const listener = createGossipListener({
    ...{ identity, host: '127.0.0.1', port: 0, onError: () => undefined },
    fetch: (request, caller) => parts.gossipApp.fetch(request, { caller }),
    onDisconnected: (id) => parts.responder.disconnected(id),
  });
  gossipPort = (await listener.start()).port;
  return {
    id: instanceId,
    address: address(),
    database,
    store: parts.store,
    events: parts.events,
    async api<T>(method: string, path: string, body?: unknown) {
      const headers = { host: UI_HOST, 'content-type': 'application/json' };
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      return answerOf<T>(await parts.uiApp.request(`/api/v1${path}`, init, { remoteAddress: '127.0.0.1' }));
    },
    async close() {
      closing.abort();
      await parts.grid.stop();
      await parts.autoSync.stop();
      await parts.responder.close();
      await listener.close(0);
      await parts.stopSweeping();
      await database.close();
    },
  };
}
