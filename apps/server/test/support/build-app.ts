import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { base32nopad } from '@scure/base';
import { v7 as uuidv7 } from 'uuid';
import { onTestFinished, vi } from 'vitest';
import type { GossipCaller } from '../../src/adapters/http/gossip-caller.js';
import type { OpenApiDocument } from '../../src/adapters/http/openapi/document.js';
import { type Database, openDatabase } from '../../src/adapters/store/database.js';
import { assemble } from '../../src/assemble.js';
import type { Access } from '../../src/usecases/access/access.js';
import type { MulticastObservation } from '../../src/usecases/doctor/observations.js';
import type { Events } from '../../src/usecases/events.js';
import type { PeerIdentity } from '../../src/usecases/gossip/peer-transport.js';
import type { Discovery } from '../../src/usecases/peers/discovery.js';
import type { ReplicaStore } from '../../src/usecases/sync/replica-store.js';
import type { Timing } from '../../src/usecases/timing.js';
import { createFakeLan } from '../discovery/fake-discovery.js';
import { type Answer, type Api, addPeer, answerOf, setTrust } from './api.js';
import { type Conformance, createConformance } from './conformance.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';
import { createFakeNetwork, type FakeNetwork } from './fake-network.js';
import { makeFolder } from './temp-folder.js';

/** Written before the tests begin. */
const SCHEMAS_FILE = fileURLToPath(new URL('../../../../packages/shared/dist/schemas.json', import.meta.url));
export const UI_HOST = 'localhost:8080';
const GOSSIP_PORT = 9080;
// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

export interface AppOptions {
  /** Also where its identity comes from. */
  readonly name?: string;
  readonly wall?: FakeClock;
  readonly network?: FakeNetwork;
  readonly discovery?: Discovery;
  /** false: as with `--no-auto-sync`. */
  readonly autoSync?: boolean;
  /** Given: it synchronises by itself in this time; otherwise it does not. */
  readonly timing?: Timing;
  /** Items of one batch of a session. */
  readonly batchItems?: number;
  /** As with `--host 0.0.0.0`. */
  readonly isOnNetwork?: boolean;
  /** What a question by multicast comes to. */
  readonly multicast?: MulticastObservation;
  /** Of the built page. */
  readonly webDir?: string;
}

/** An instance without listeners: its two apps on a real database, its time and its network made up. */
export interface TestApp extends Api {
  readonly id: string;
  readonly identity: PeerIdentity;
  /** Where it is on the fake network. */
  readonly address: string;
  readonly wall: FakeClock;
  readonly database: Database;
  readonly store: ReplicaStore;
  readonly events: Events;
  /** All routes of the UI listener. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** All routes of the gossip listener. */
  readonly gossipRoutes: readonly { readonly method: string; readonly path: string }[];
  /** Holds answers against the API's description; `api` does so by itself. */
  readonly conformance: Conformance;
  /** What its apps logged as faults. */
  readonly faults: unknown[];
  /** Ids whose connections it cut. */
  readonly cut: string[];
  /** Any request to the UI listener; a Host that is allowed goes with it unless another is given. */
  ui(path: string, init?: RequestInit, remoteAddress?: string): Promise<Response>;
  readonly access: Access;
  /** A request to the gossip listener. @param path below `/api/v1/gossip` */
  gossip(caller: PeerIdentity, path: string, init?: RequestInit, remoteAddress?: string): Promise<Response>;
  /** Loses the cursors it minted, as after some accident. */
  loseCursors(): Promise<void>;
  /** The look that comes every few hours. @returns how many items it deleted for good */
  lookThroughTrash(): Promise<number>;
  /** The look that comes every day. @returns how many entries of the history it dropped */
  lookThroughHistory(): Promise<number>;
  close(): Promise<void>;
}

/** An instance id with a certificate that nobody checks. */
export function fakeIdentity(seed: string): PeerIdentity {
  const digest = createHash('sha256').update(seed).digest();
  return { instanceId: base32nopad.encode(digest).toLowerCase(), certificatePem: `certificate of ${seed}` };
}

/** Builds an instance for one test. */
export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const app = await buildApp(options);
  onTestFinished(() => app.close());
  return app;
}

/** Builds an instance; whoever does closes it. */
export async function buildApp(options: AppOptions = {}): Promise<TestApp> {
  const { name = 'Atelier', wall = createFakeClock(), network = createFakeNetwork() } = options;
  const { discovery = createFakeLan().createDiscovery(), batchItems } = options;
  const folder = await makeFolder();
  const database = await openDatabase(join(folder, 'data'));
  const identity = fakeIdentity(name);
  const { instanceId } = identity;
  const remoteAddress = `192.0.2.${network.members.size + 1}`;
  const address = `${remoteAddress}:${GOSSIP_PORT}`;
  const faults: unknown[] = [];
  const cut: string[] = [];

  const closing = new AbortController();
  const { uiApp, gossipApp, responder, discovering, autoSync, sightings, ...rest } = await assemble({
    database,
    wall,
    transport: network.transport({ ...identity, remoteAddress }),
    discovery,
    settings: {
      instanceId,
      gossipPort: () => GOSSIP_PORT,
      instanceName: name,
      defaultName: name,
      discovery: true,
      dataDir: join(folder, 'data'),
      version: '0.0.0-test',
      autoSync: options.autoSync ?? true,
    },
    ...(batchItems !== undefined && { batchItems }),
    newId: () => uuidv7({ msecs: wall.now() }),
    ownAddresses: () => [address],
    ownNetwork: () => ({
      addresses: [remoteAddress],
      isOurs: (other) => other.startsWith('192.0.2.'),
      isLoopback: () => false,
    }),
    probeMulticast: async () => options.multicast ?? { hearsItself: true, others: 1 },
    hosts: () => new Set([UI_HOST, '127.0.0.1:8080']),
    isOnNetwork: options.isOnNetwork ?? false,
    webDir: options.webDir ?? join(folder, 'web'),
    schemasFile: SCHEMAS_FILE,
    tmpDir: join(folder, 'tmp'),
    closing: closing.signal,
    cutConnections: (id) => cut.push(id),
    log: {
      fault: (message, error) => faults.push({ message, error }),
      warn: () => undefined,
    },
  });
  const { store, cursors, events } = rest;
  await discovering.start();
  if (options.timing !== undefined) autoSync.start(options.timing);

  const gossipFetch = async (request: Request, caller: GossipCaller) => gossipApp.fetch(request, { caller });
  network.members.set(address, {
    identity,
    fetch: gossipFetch,
    disconnected: (id) => responder.disconnected(id),
  });
  const ui = async (path: string, init: RequestInit = {}, from = '127.0.0.1') => {
    const headers = new Headers(init.headers);
    if (!headers.has('host')) headers.set('host', UI_HOST);
    return uiApp.request(path, { ...init, headers }, { remoteAddress: from });
  };
  const conformance = createConformance((await (await ui('/api/v1/openapi.json')).json()) as OpenApiDocument);
  return {
    id: instanceId,
    identity,
    address,
    wall,
    database,
    store,
    events,
    routes: uiApp.routes,
    gossipRoutes: gossipApp.routes,
    conformance,
    faults,
    cut,
    ui,
    access: rest.access,
    async api<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
      const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await answerOf<T>(
        await ui(`/api/v1${path}`, { method, ...(body !== undefined && json) }),
      );
      conformance.check(method, `/api/v1${path}`, answer);
      return answer;
    },
    gossip: (caller, path, init, remoteAddress = '198.51.100.1') =>
      gossipFetch(new Request(`http://gossip/api/v1/gossip${path}`, init), { ...caller, remoteAddress }),
    lookThroughTrash: rest.retention.look,
    lookThroughHistory: rest.historyRetention.look,
    async loseCursors() {
      const readers = await database.writer('feed_cursors').distinct('reader');
      await database.writer('feed_cursors').delete();
      for (const { reader } of readers) cursors.forget(reader);
    },
    async close() {
      closing.abort();
      network.members.delete(address);
      await discovering.stop();
      sightings.stop();
      await rest.grid.stop();
      await autoSync.stop();
      await responder.close();
      await rest.stopSweeping();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Two instances on one network that have approved each other. @param wall A's clock, when it has its own */
export async function startPair(
  options: Pick<AppOptions, 'batchItems' | 'timing' | 'wall'> = {},
): Promise<{ a: TestApp; b: TestApp; network: FakeNetwork }> {
  const shared = { ...options, wall: createFakeClock(), network: createFakeNetwork() };
  const a = await startApp({ name: 'Atelier', ...shared, wall: options.wall ?? shared.wall });
  const b = await startApp({ name: 'Garage', ...shared });
  await approve(a, b);
  await approve(b, a);
  return { a, b, network: shared.network };
}

/** Lets `a` approve `b`, which it adds by its address. */
async function approve(a: TestApp, b: TestApp): Promise<void> {
  await addPeer(a, b.address);
  await setTrust(a, b.id, true);
}
