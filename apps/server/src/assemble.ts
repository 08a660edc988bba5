import { hash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { PROTOCOL_VERSION } from '@brique/shared';
import { base32nopad } from '@scure/base';
import { createGossipApp } from './adapters/http/gossip-app.js';
import { pairingRoutes as gossipPairingRoutes } from './adapters/http/pairing-routes.js';
import { createUiApp } from './adapters/http/ui-app.js';
import { createBackupFolder } from './adapters/store/backup-folder.js';
import { createCursors } from './adapters/store/cursors.js';
import type { Database } from './adapters/store/database.js';
import { createDifferencesReader } from './adapters/store/differences-reader.js';
import { createHeldReader } from './adapters/store/held-reader.js';
import { createHistoryArchive } from './adapters/store/history-archive.js';
import { createHistoryExtentReader } from './adapters/store/history-extent.js';
import { createItemHistoryReader, createSessionHistoryReader } from './adapters/store/item-history.js';
import { createItemReader } from './adapters/store/item-reader.js';
import { createPastEntries } from './adapters/store/past-entries.js';
import { createPeerStore } from './adapters/store/peer-store.js';
import { createReplicaStore } from './adapters/store/replica-store.js';
import {
  createSessionLogs,
  createSyncHistoryReader,
  fingerprintText,
} from './adapters/store/session-logs.js';
import { createSettingsStore } from './adapters/store/settings-store.js';
import { createTrashMarks } from './adapters/store/trash-marks.js';
import { whyUnreachable } from './adapters/tls/transport-errors.js';
import { createAccess } from './usecases/access/access.js';
import { createBackups } from './usecases/backups/backups.js';
import type { WallClock } from './usecases/clock.js';
import { createConflictInbox } from './usecases/conflicts/conflict-inbox.js';
import { createSettling } from './usecases/conflicts/settling.js';
import { createDoctor, type DoctorContext } from './usecases/doctor/doctor.js';
import { createEvents } from './usecases/events.js';
import type { PeerTransport } from './usecases/gossip/peer-transport.js';
import { createHeldChanges } from './usecases/held/held-changes.js';
import { keepSwept } from './usecases/held/sweep-held.js';
import { createHistoryRetention } from './usecases/history/history-retention.js';
import { createSessionHistory } from './usecases/history/session-history.js';
import { createTimeMachine } from './usecases/history/time-machine.js';
import { createBulkItems } from './usecases/items/bulk.js';
import { createItems } from './usecases/items/items.js';
import { createRecentActs } from './usecases/items/recent-acts.js';
import { createTrash } from './usecases/items/trash.js';
import { createTrashRetention } from './usecases/items/trash-retention.js';
import { createGrid } from './usecases/pairing/grid.js';
import { createPairing } from './usecases/pairing/pairing.js';
import { createDialer } from './usecases/peers/dial.js';
import { createDifferences } from './usecases/peers/differences.js';
import type { Discovery } from './usecases/peers/discovery.js';
import { noteLastSeen } from './usecases/peers/note-last-seen.js';
import { createPeers } from './usecases/peers/peers.js';
import { runDiscovery } from './usecases/peers/run-discovery.js';
import { createSightings } from './usecases/peers/sightings.js';
import { createSamples } from './usecases/samples/samples.js';
import { createSettings, type SettingsStart } from './usecases/settings/settings.js';
import { createBatchSizes } from './usecases/sync/batch-sizes.js';
import type { Replica } from './usecases/sync/replica.js';
import { createReplicaClock } from './usecases/sync/replica-clock.js';
import { createResponder } from './usecases/sync/responder.js';
import { runAutoSync } from './usecases/sync/run-auto-sync.js';
import { createSessionRegistry } from './usecases/sync/session-registry.js';
import { createSessions } from './usecases/sync/sessions.js';
import { endAllStaging } from './usecases/sync/settle-staged.js';
import type { SyncContext } from './usecases/sync/sync-context.js';

/** What an instance stands on: its data, its clock, and its ways to the outside. */
export interface Foundations {
  readonly database: Database;
  readonly wall: WallClock;
  readonly transport: PeerTransport;
  readonly discovery: Discovery;
  /** What the settings begin with; the instance's id is among it. */
  readonly settings: SettingsStart;
  /**
   * true: neither what items were nor a digest of each is kept. For the benchmark that tells what they cost; such an instance can prove
   * nothing, so no option leads here.
   */
  readonly bare?: boolean;
  /** Items of one batch of our feed; the sync engine's own number when not given. */
  readonly batchItems?: number;
  newId(): string;
  /** `host:port` where others reach the gossip listener, the likeliest first. */
  ownAddresses(): readonly string[];
  readonly ownNetwork: DoctorContext['ownNetwork'];
  readonly probeMulticast: DoctorContext['probeMulticast'];
  /** What the Host header of a page's request may say. */
  hosts(): ReadonlySet<string>;
  /** Whether other computers reach the page. */
  readonly isOnNetwork: boolean;
  readonly webDir: string;
  /** JSON schemas of the UI API's types. */
  readonly schemasFile: string;
  readonly tmpDir: string;
  /** Ends open event streams. */
  readonly closing: AbortSignal;
  /** Destroys a peer's open connections to us. */
  cutConnections(peerId: string): void;
  /** Told of faults of ours, and of what went wrong outside. */
  readonly log: { fault(message: string, error: unknown): void; warn(message: string, error: unknown): void };
}

/** Between two steps of dropping old history: a thousand steps take a while, and nobody waits for them. */
const PRUNING_PAUSE_MS = 20;

/** Stands for every digest of a bare instance. */
const NO_DIGEST = '0'.repeat(64);

/** Puts an instance together on what it stands on. Nothing listens yet, nothing is announced. */
export async function assemble(foundations: Foundations) {
  const { database, wall, transport, discovery, log, newId } = foundations;
  const { instanceId, gossipPort } = foundations.settings;
  const events = createEvents();
  const cursors = createCursors(database);
  const { bare = false } = foundations;
  const store = createReplicaStore(database, wall, cursors, !bare);
  const randomText = () => base32nopad.encode(randomBytes(4)).toLowerCase().slice(0, 5);
  const seen = await store.latestChangeBefore(wall.now());
  const clock = createReplicaClock(instanceId, wall, randomText, seen);
  const sha256 = bare ? () => NO_DIGEST : (text: string) => hash('sha256', text, 'hex');
  const replica: Replica = { instanceId, store, clock, wall, hash: sha256, events };

  const settingsStore = createSettingsStore(database);
  const settings = await createSettings(settingsStore, events, foundations.settings);
  const access = await createAccess({
    ...{ store: settingsStore, wall, events, isOnNetwork: foundations.isOnNetwork },
  });
  const self = () => ({ instanceName: settings.current().instanceName, gossipPort: gossipPort() });
  const changed = (peerId: string) => events.emit('peers-changed', { peerId });

  const peerStore = createPeerStore(database, cursors);
  const sightings = createSightings(discovery, wall, (id) => {
    changed(id);
    noteLastSeen(id, sightings, peerStore).catch((error) =>
      log.fault('could not note when a peer was last seen', error),
    );
  });
  const dialer = createDialer({ transport, peers: peerStore, sightings, self, changed });

  const registry = createSessionRegistry(events);
  const logs = createSessionLogs(database, peerStore.refresh);
  await logs.closeInterrupted();
  const { batchItems } = foundations;
  const sync: SyncContext = {
    replica,
    registry,
    logs,
    self,
    brakeLimit: () => {
      const { brakeEnabled, brakeItems, brakePercent } = settings.current();
      return brakeEnabled ? { items: brakeItems, percent: brakePercent } : null;
    },
    standing: new Map(),
    reconciledInVain: new Map(),
    batchSizes: createBatchSizes(),
    ...(batchItems !== undefined && { batchItems }),
  };
  await endAllStaging(replica, sync.brakeLimit());
  const responder = createResponder(sync);
  const sessions = createSessions(sync, peerStore, dialer);
  const ownFingerprint = async () => fingerprintText(await store.fingerprint());
  const autoSync = runAutoSync({
    ...{ events, wall, settings, peers: peerStore, sightings, sessions, registry },
    fingerprintText: ownFingerprint,
    log: log.fault,
  });
  const peers = createPeers({
    instanceId,
    wall,
    peers: peerStore,
    sightings,
    transport,
    dialer,
    registry,
    self,
    fingerprintText: ownFingerprint,
    waitingFrom: async () => (await store.heldState()).waitingFrom,
    waitingAt: (id) => sync.standing.get(id)?.waitingThere ?? 0,
    cutConnections: foundations.cutConnections,
    changed,
    log: log.warn,
  });

  const randomBytesOf = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const pairingChanged = () => events.emit('pairing-changed', {});
  const meeting = {
    instanceId,
    wall,
    peers,
    sightings,
    transport,
    self,
    random: randomBytesOf,
    changed: pairingChanged,
  };
  const pairing = createPairing({ ...meeting, ownAddresses: foundations.ownAddresses });
  const grid = await createGrid({ ...meeting, store: settingsStore, log: log.warn });

  const doctor = createDoctor({
    ...{ instanceId, transport, sightings, self, whyUnreachable, now: wall.now, peers: peerStore },
    ownAddresses: foundations.ownAddresses,
    ownNetwork: foundations.ownNetwork,
    probeMulticast: foundations.probeMulticast,
    isDiscoveryOn: () => settings.current().discoveryEnabled,
  });

  const announced = () => {
    const { instanceName, gossipPort: port } = self();
    return { instanceId, instanceName, port, protocol: PROTOCOL_VERSION };
  };
  const discovering = runDiscovery(discovery, sightings, settings, announced, (error) =>
    log.warn('discovery on the LAN is not possible; add instances by their address', error),
  );
  const { hosts, webDir, schemasFile, tmpDir, closing } = foundations;
  const itemReader = createItemReader(database);
  const acts = createRecentActs();
  const conflictInbox = createConflictInbox(itemReader, createPastEntries(database));
  const heldReader = createHeldReader(database);
  const stopSweeping = keepSwept(replica, log.fault);
  const trash = createTrash(replica, itemReader);
  const retention = createTrashRetention({
    ...{ trash, settings: settingsStore, wall, log: log.fault },
    marks: createTrashMarks(database),
  });
  const backups = createBackups({
    ...{ folder: createBackupFolder(foundations.settings.dataDir), wall, events, log: log.warn },
    hasItems: async () => (await store.feedHead()) > 0,
  });
  const historyExtent = createHistoryExtentReader(database);
  const historyRetention = createHistoryRetention({
    ...{ archive: createHistoryArchive(database), settings: settingsStore, wall, log: log.fault },
    days: () => settings.current().historyDays,
    pause: () => setTimeout(PRUNING_PAUSE_MS),
  });
  const uiApp = createUiApp({
    hosts,
    webDir,
    schemasFile,
    tmpDir,
    newId,
    sync,
    responder,
    items: createItems(replica, newId),
    itemReader,
    conflictInbox,
    settling: createSettling(replica, acts, conflictInbox.detail),
    bulk: createBulkItems(replica, itemReader, acts),
    acts,
    trash,
    samples: createSamples(replica, settingsStore, newId),
    peers,
    pairing,
    grid,
    doctor,
    backups,
    sessions,
    history: createSyncHistoryReader(database),
    held: createHeldChanges(replica, heldReader, acts),
    differences: createDifferences({
      peers,
      held: heldReader,
      reader: createDifferencesReader(database, cursors),
      standing: sync.standing,
    }),
    timeMachine: createTimeMachine(replica, createItemHistoryReader(database), historyExtent, acts),
    historyExtent,
    sessionHistory: createSessionHistory(replica, createSessionHistoryReader(database), acts),
    settings,
    access,
    events,
    announce: () => discovering.announce(),
    closing,
    log: log.fault,
  });
  const gossipApp = createGossipApp(
    ...([sync, peers, responder, autoSync.news] as const),
    gossipPairingRoutes(pairing, grid),
    log.fault,
  );
  return {
    ...{
      uiApp,
      gossipApp,
      responder,
      registry,
      discovering,
      autoSync,
      retention,
      backups,
      historyRetention,
      peers,
      grid,
      access,
    },
    ...{ store, cursors, events, peerStore, sightings, dialer, stopSweeping },
  };
}
