import { hash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION } from '@brique/shared';
import { base32nopad } from '@scure/base';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { createGossipApp } from './adapters/http/gossip-app.js';
import { createUiApp } from './adapters/http/ui-app.js';
import { createUiListener } from './adapters/http/ui-listener.js';
import { createMdnsDiscovery } from './adapters/mdns/mdns-discovery.js';
import { openDatabase } from './adapters/store/database.js';
import { createItemReader } from './adapters/store/item-reader.js';
import { createPeerStore } from './adapters/store/peer-store.js';
import { createReplicaStore } from './adapters/store/replica-store.js';
import {
  createSessionLogs,
  createSyncHistoryReader,
  fingerprintText,
} from './adapters/store/session-logs.js';
import { createSettingsStore } from './adapters/store/settings-store.js';
import { createGossipListener } from './adapters/tls/gossip-listener.js';
import { loadOrCreateIdentity } from './adapters/tls/identity.js';
import { createPeerTransport } from './adapters/tls/peer-transport.js';
import type { Config } from './config.js';
import { BriqueError } from './usecases/brique-error.js';
import { isoTime, systemClock } from './usecases/clock.js';
import { createEvents } from './usecases/events.js';
import { createItems } from './usecases/items/items.js';
import { createDialer } from './usecases/peers/dial.js';
import { startHeartbeat } from './usecases/peers/heartbeat.js';
import { createPeers } from './usecases/peers/peers.js';
import { runDiscovery } from './usecases/peers/run-discovery.js';
import { createSightings } from './usecases/peers/sightings.js';
import { createSettings } from './usecases/settings/settings.js';
import type { SettingsStore } from './usecases/settings/settings-store.js';
import { type Replica, restampFutureWrites } from './usecases/sync/replica.js';
import { createReplicaClock } from './usecases/sync/replica-clock.js';
import { createResponder } from './usecases/sync/responder.js';
import { createSessionRegistry } from './usecases/sync/session-registry.js';
import { createSessions } from './usecases/sync/sessions.js';
import type { SyncContext } from './usecases/sync/sync-context.js';

/** A running Brique. */
export interface Instance {
  /** e.g. `http://localhost:8080` */
  readonly url: string;
  readonly gossipPort: number;
  /** Says goodbye, ends sessions, closes the database. */
  close(): Promise<void>;
}

const WEB_DIR = fileURLToPath(new URL('../../web/dist/client', import.meta.url));

/**
 * The composition root: builds an instance from its parts and starts it.
 * @throws DataFolderError, BriqueError `not_available` when it cannot start, in words for the owner
 */
export async function startInstance(config: Config, log: Logger): Promise<Instance> {
  const wall = systemClock;
  const logFailure = (message: string, error: unknown) => log.error({ err: error }, message);
  const database = await openDatabase(config.dataDir);
  const closers: (() => Promise<void> | void)[] = [() => database.close()];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    const tmpDir = join(config.dataDir, 'tmp');
    await rm(tmpDir, { recursive: true, force: true });
    const identity = await loadOrCreateIdentity(config.dataDir);
    const { instanceId } = identity;
    const settingsStore = createSettingsStore(database);
    await checkIdentity(settingsStore, instanceId, config);

    const events = createEvents();
    const store = createReplicaStore(database, wall);
    const clock = createReplicaClock(
      instanceId,
      wall,
      () => base32nopad.encode(randomBytes(4)).toLowerCase().slice(0, 5),
      await store.latestChangeBefore(wall.now()),
    );
    const replica: Replica = {
      instanceId,
      store,
      clock,
      wall,
      hash: (text) => hash('sha256', text, 'hex'),
      events,
    };
    await restampFutureWrites(replica);

    let { gossipPort } = config;
    const settings = await createSettings(settingsStore, events, {
      instanceId,
      gossipPort: () => gossipPort,
      ...(config.name !== undefined && { instanceName: config.name }),
      defaultName: config.defaultName,
      discovery: config.discovery,
    });
    const self = () => ({ instanceName: settings.current().instanceName, gossipPort });
    const peersChanged = (peerId: string) => events.emit('peers-changed', { peerId });

    const peerStore = createPeerStore(database);
    const transport = createPeerTransport(identity);
    const discovery = createMdnsDiscovery({ log, networkInterfaces: () => interfacesOf(config.gossipHost) });
    const sightings = createSightings(discovery, wall, (id) => {
      peersChanged(id);
      void rememberLastSeen(id).catch((error) =>
        logFailure('could not note when a peer was last seen', error),
      );
    });
    /** When a peer comes or goes: the page knows more while we run, this is for after the next start. */
    const rememberLastSeen = async (id: string) => {
      const seen = sightings.lastSeen(id);
      if (seen !== undefined && (await peerStore.get(id)) !== null) {
        await peerStore.change(id, { lastSeen: isoTime(seen) });
      }
    };
    const dialer = createDialer({ transport, peers: peerStore, sightings, self, changed: peersChanged });
    const registry = createSessionRegistry(events);
    const logs = createSessionLogs(database, peerStore.refresh);
    await logs.closeInterrupted();
    const sync: SyncContext = { replica, registry, logs, self };
    const responder = createResponder(sync);
    const peers = createPeers({
      instanceId,
      wall,
      peers: peerStore,
      sightings,
      transport,
      dialer,
      registry,
      self,
      fingerprintText: async () => fingerprintText(await store.fingerprint()),
      cutConnections: (id) => gossipListener.cutConnections(id),
      changed: peersChanged,
      log: (message, error) => log.warn({ err: error }, message),
    });
    const gossipApp = createGossipApp(sync, peers, responder, logFailure);
    const gossipListener = createGossipListener({
      identity,
      ...(config.gossipHost !== undefined && { host: config.gossipHost }),
      port: config.gossipPort,
      fetch: (request, caller) => gossipApp.fetch(request, { caller }),
      onError: (error) => log.debug({ err: error }, 'a gossip request ended badly'),
      onDisconnected: (id) => responder.disconnected(id),
    });
    gossipPort = (await gossipListener.start()).port;
    closers.push(() => gossipListener.close());
    closers.push(async () => {
      registry.abortAll(new BriqueError('connection_lost', 'Brique was stopped.'));
      await responder.close();
    });

    const announced = () => ({ instanceId, ...announcedSelf(self()), protocol: PROTOCOL_VERSION });
    const discovering = runDiscovery(discovery, sightings, settings, announced, (error) =>
      log.warn({ err: error }, 'discovery on the LAN is not possible; add instances by their address'),
    );

    const closing = new AbortController();
    let hosts: ReadonlySet<string> = new Set();
    const uiApp = createUiApp({
      hosts: () => hosts,
      webDir: WEB_DIR,
      tmpDir,
      newId: () => uuidv7(),
      sync,
      responder,
      items: createItems(replica, () => uuidv7()),
      itemReader: createItemReader(database),
      peers,
      sessions: createSessions(sync, peerStore, dialer),
      history: createSyncHistoryReader(database),
      settings,
      events,
      announce: () => discovering.announce(),
      closing: closing.signal,
      log: logFailure,
    });
    const ui = createUiListener(config.host, config.port, (request) => uiApp.fetch(request));
    const port = await ui.start();
    hosts = allowedHosts(port);
    closers.push(async () => {
      closing.abort();
      await ui.close();
    });

    await discovering.start();
    closers.push(async () => {
      // First: the goodbyes that stopping tells of are no news worth writing down.
      sightings.stop();
      await discovering.stop();
    });
    closers.push(startHeartbeat(peerStore, sightings, dialer));
    log.info({ instanceId, gossipPort, dataDir: config.dataDir }, 'started');
    return { url: `http://localhost:${port}`, gossipPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Holds the device key against the data: with a new key this instance would be a stranger to all who approved it.
 * @throws BriqueError `not_available` when the key is not the one that this data was started with
 */
async function checkIdentity(settings: SettingsStore, instanceId: string, config: Config): Promise<void> {
  const { instanceId: known } = await settings.all();
  if (known === instanceId) return;
  if (known !== undefined && !config.newIdentity) {
    throw new BriqueError(
      'not_available',
      `device-key.pem and device-cert.pem in ${config.dataDir} are not the ones this inventory was kept under. Put them back ` +
        'from a backup; or start once with --new-identity, and have the other instances approve this one anew.',
    );
  }
  await settings.save({ instanceId });
}

/** The interfaces to announce on: where nobody can reach us there is nothing to announce. */
function interfacesOf(host: string | undefined): ReturnType<typeof networkInterfaces> {
  const all = networkInterfaces();
  if (host === undefined) return all;
  const withHost = Object.entries(all).map(([name, addresses]) => [
    name,
    addresses?.filter(({ address }) => address === host),
  ]);
  return Object.fromEntries(withHost.filter(([, addresses]) => (addresses?.length ?? 0) > 0));
}

function announcedSelf({ instanceName, gossipPort }: { instanceName: string; gossipPort: number }) {
  return { instanceName, port: gossipPort };
}

/** What the Host header may say; browsers leave port 80 out. */
function allowedHosts(port: number): ReadonlySet<string> {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
}
