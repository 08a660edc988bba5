import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { createUiListener } from './adapters/http/ui-listener.js';
import { createLanDiscovery } from './adapters/mdns/lan-discovery.js';
import { createMulticastProbe } from './adapters/mdns/multicast-probe.js';
import { ownNetwork } from './adapters/mdns/own-network.js';
import { folderUnusable } from './adapters/store/data-folder.js';
import { openDatabase } from './adapters/store/database.js';
import { createSettingsStore } from './adapters/store/settings-store.js';
import { createGossipListener } from './adapters/tls/gossip-listener.js';
import { loadOrCreateIdentity } from './adapters/tls/identity.js';
import { createPeerTransport } from './adapters/tls/peer-transport.js';
import { assemble, type Foundations } from './assemble.js';
import { type Config, UsageError } from './config.js';
import { ownAddresses, reachableInterfaces } from './own-addresses.js';
import { allowedHosts, isBeyondLoopback, pageUrls } from './ui-hosts.js';
import type { Access } from './usecases/access/access.js';
import { BriqueError } from './usecases/brique-error.js';
import { systemClock } from './usecases/clock.js';
import type { Identity } from './usecases/gossip/peer-transport.js';
import type { Grid } from './usecases/pairing/grid.js';
import { startHeartbeat } from './usecases/peers/heartbeat.js';
import { watchTrustEnds } from './usecases/peers/watch-trust-ends.js';
import type { SettingsStore } from './usecases/settings/settings-store.js';
import { systemTiming } from './usecases/timing.js';

/** A running Brique. */
export interface Instance {
  /** e.g. `http://localhost:8080` */
  readonly url: string;
  /** Whether other computers reach the page. */
  readonly isOnNetwork: boolean;
  /** Where they do. */
  readonly networkUrls: readonly string[];
  readonly gossipPort: number;
  /** Says goodbye, ends sessions, closes the database. */
  close(): Promise<void>;
}

const SCHEMAS_FILE = fileURLToPath(new URL('../../../packages/shared/dist/schemas.json', import.meta.url));
const WEB_DIR = fileURLToPath(new URL('../../web/dist/client', import.meta.url));

/**
 * Starts an instance: opens its data, puts it together (assemble.ts), listens, announces.
 * @param bare for the benchmark, see Foundations
 * @throws DataFolderError, BriqueError `not_available` when it cannot start, in words for the owner
 */
export async function startInstance(
  config: Config,
  log: Logger,
  { bare = false }: Pick<Foundations, 'bare'> = {},
): Promise<Instance> {
  const database = await openDatabase(config.dataDir);
  const closers: (() => Promise<void> | void)[] = [() => database.close()];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    const tmpDir = join(config.dataDir, 'tmp');
    const identity = await settleFolder(config.dataDir, tmpDir);
    const { instanceId } = identity;
    await checkIdentity(createSettingsStore(database), instanceId, config);

    // Known once they are listened on: port 0 picks a free one.
    let { gossipPort } = config;
    let uiPort: number | null = null;
    const ownNames = () => ({ hostname: hostname(), interfaces: networkInterfaces() });
    const isOnNetwork = isBeyondLoopback(config.host);
    const closing = new AbortController();
    // Where nobody can reach us there is nothing to announce.
    const announcedInterfaces = () => reachableInterfaces(config.gossipHost);
    const { uiApp, gossipApp, responder, registry, discovering, autoSync, ...assembled } = await assemble({
      bare,
      database,
      wall: systemClock,
      transport: createPeerTransport(identity),
      discovery: createLanDiscovery({
        log,
        ...(config.gossipHost !== undefined && { onlyInterfaces: announcedInterfaces }),
      }),
      settings: {
        instanceId,
        gossipPort: () => gossipPort,
        ...(config.name !== undefined && { instanceName: config.name }),
        defaultName: config.defaultName,
        discovery: config.discovery,
        dataDir: config.dataDir,
        version: programVersion(),
        autoSync: config.autoSync,
      },
      newId: () => uuidv7(),
      ownAddresses: () => ownAddresses(announcedInterfaces(), gossipPort),
      // Asked each time: addresses come and go with the networks.
      hosts: () => (uiPort === null ? new Set() : allowedHosts(config.host, uiPort, ownNames())),
      isOnNetwork,
      ownNetwork,
      probeMulticast: createMulticastProbe(),
      webDir: WEB_DIR,
      schemasFile: SCHEMAS_FILE,
      tmpDir,
      closing: closing.signal,
      cutConnections: (id) => gossipListener.cutConnections(id),
      log: {
        fault: (message, error) => log.error({ err: error }, message),
        warn: (message, error) => log.warn({ err: error }, message),
      },
    });

    closers.push(assembled.stopSweeping);
    await settlePassword(assembled.access, config);
    const { peers, peerStore, sightings, dialer, grid, events } = assembled;
    if (config.gridKey !== undefined) await setGridKey(grid, config.gridKey);

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
      const begunHere = autoSync.stop();
      registry.abortAll(new BriqueError('connection_lost', 'Brique was stopped.'));
      await Promise.all([begunHere, responder.close()]);
    });

    const ui = createUiListener(config.host, config.port, (request, remoteAddress) =>
      uiApp.fetch(request, { remoteAddress }),
    );
    const port = await ui.start();
    uiPort = port;
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
    closers.push(() => grid.stop());
    closers.push(
      watchTrustEnds(peers, systemClock, events, (message, error) => log.error({ err: error }, message)),
    );
    autoSync.start(systemTiming);
    closers.push(assembled.retention.start(systemTiming));
    closers.push(assembled.backups.start(systemTiming));
    closers.push(assembled.historyRetention.start(systemTiming));
    log.info({ instanceId, gossipPort, dataDir: config.dataDir }, 'started');
    const [url = '', ...networkUrls] = pageUrls(config.host, port, ownNames());
    return { url, isOnNetwork, networkUrls, gossipPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Clears away what a killed process left of uploads, and reads who we are. @throws DataFolderError, BriqueError `not_available` */
async function settleFolder(dataDir: string, tmpDir: string): Promise<Identity> {
  try {
    await rm(tmpDir, { recursive: true, force: true });
    return await loadOrCreateIdentity(dataDir);
  } catch (error) {
    throw folderUnusable(dataDir, error);
  }
}

/** @throws UsageError when the password will not do, or the network would reach a page without one */
async function settlePassword(access: Access, { password, host }: Config): Promise<void> {
  try {
    if (password !== undefined) await access.give(password);
  } catch (error) {
    if (error instanceof BriqueError && error.code === 'invalid_input')
      throw new UsageError(`BRIQUE_PASSWORD: ${error.message}`);
    throw error;
  }
  if (isBeyondLoopback(host) && !access.isPasswordSet()) {
    throw new UsageError(
      `--host: on the network (${host}) the page needs a password. Start once with BRIQUE_PASSWORD in the environment, or set one in ` +
        'the settings of a Brique started without --host.',
    );
  }
}

/** @throws UsageError when the key will not do */
async function setGridKey(grid: Grid, key: string): Promise<void> {
  try {
    await grid.set(key);
  } catch (error) {
    if (error instanceof BriqueError && error.code === 'invalid_input')
      throw new UsageError(`--grid-key: ${error.message}`);
    throw error;
  }
}

function programVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
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
