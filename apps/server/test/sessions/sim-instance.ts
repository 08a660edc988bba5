import type { SyncResult } from '@brique/shared';
import { Hono } from 'hono';
import { createGossipApp } from '../../src/adapters/http/gossip-app.js';
import type { CallerEnv } from '../../src/adapters/http/gossip-caller.js';
import type { WallClock } from '../../src/usecases/clock.js';
import { createEvents } from '../../src/usecases/events.js';
import { createBatchSizes } from '../../src/usecases/sync/batch-sizes.js';
import type { BrakeLimit } from '../../src/usecases/sync/brake.js';
import { runSession } from '../../src/usecases/sync/initiator.js';
import type { Replica } from '../../src/usecases/sync/replica.js';
import { createReplicaClock } from '../../src/usecases/sync/replica-clock.js';
import type { ItemWrite } from '../../src/usecases/sync/replica-store.js';
import { createResponder, type Responder } from '../../src/usecases/sync/responder.js';
import { createSessionRegistry } from '../../src/usecases/sync/session-registry.js';
import { endAllStaging } from '../../src/usecases/sync/settle-staged.js';
import type { SyncContext } from '../../src/usecases/sync/sync-context.js';
import { createMemoryStore } from '../replica-store/memory-replica-store.js';
import type { Disk, MemoryState } from '../replica-store/memory-state.js';
import { sha256 } from '../replica-store/sample-items.js';
import type { FakeNetwork, Host } from './fake-network.js';
import type { Random } from './seeded-random.js';
import { trustingPeers } from './trusting-peers.js';

/** What an instance is, whether it runs or not. */
export interface InstanceFacts {
  readonly instanceId: string;
  readonly name: string;
  /** Where the network finds it; a twin has the same id and another address. */
  readonly address: string;
  readonly disk: Disk;
  readonly wall: WallClock;
}

/** What surrounds a run of an instance. */
export interface Surroundings {
  readonly network: FakeNetwork;
  readonly random: Random;
  /** Called at each step to or from the disk of a living instance; may kill it by throwing. */
  readonly step: (run: InstanceRun) => Promise<void>;
  readonly onCommit?: (writes: readonly ItemWrite[], before: MemoryState, run: InstanceRun) => void;
  /** Items of one batch on the wire. */
  readonly batchItems?: number;
  /** What a session may take without asking; everything when not given. */
  readonly brakeLimit?: () => BrakeLimit | null;
}

/** One run of the process: it ends by stop or kill, and leaves its disk. */
export interface InstanceRun {
  readonly facts: InstanceFacts;
  readonly context: SyncContext;
  readonly replica: Replica;
  readonly responder: Responder;
  readonly host: Host;
  /** Faults that the gossip app reported as bugs. */
  readonly bugs: unknown[];
  readonly isAlive: () => boolean;
  sync(peer: InstanceFacts): Promise<SyncResult>;
  /** The process is gone; nothing of it reaches the disk or the network any more. */
  kill(): void;
}

/** Thrown inside a killed process; nobody is left to see it. */
export class Killed extends Error {}

/** Starts an instance as the composition root does: clock from what is stored, old logs closed. */
export async function startInstance(facts: InstanceFacts, around: Surroundings): Promise<InstanceRun> {
  const { network, random } = around;
  let alive = true;
  const mayCommit = () => {
    if (!alive) throw new Killed();
  };
  const io = async () => {
    mayCommit();
    await around.step(run);
    mayCommit();
  };
  const { store, logs } = createMemoryStore({
    disk: facts.disk,
    clock: facts.wall,
    io,
    mayCommit,
    token: () => randomText(random, 22),
    onCommit: (writes, before) => around.onCommit?.(writes, before, run),
  });
  const events = createEvents();
  const { instanceId, name, address, wall } = facts;
  const seen = Math.max(
    0,
    ...[...facts.disk.committed.items.values()]
      .map(({ updatedAt }) => updatedAt)
      .filter((time) => time <= wall.now()),
  );
  const clock = createReplicaClock(instanceId, wall, () => randomText(random, 5), seen);
  const replica: Replica = { instanceId, store, clock, wall, hash: sha256, events };
  const registry = createSessionRegistry(events);
  const self = () => ({ instanceName: name, gossipPort: 9080 });
  const context: SyncContext = {
    replica,
    registry,
    logs,
    self,
    brakeLimit: () => around.brakeLimit?.() ?? null,
    standing: new Map(),
    reconciledInVain: new Map(),
    batchSizes: createBatchSizes(),
    ...(around.batchItems !== undefined && { batchItems: around.batchItems }),
  };
  const responder = createResponder(context);
  const bugs: unknown[] = [];
  const noNews = () => undefined;
  const noPairing = new Hono<CallerEnv>();
  const fault = (_message: string, error: unknown) => bugs.push(error);
  const app = createGossipApp(context, trustingPeers(), responder, noNews, noPairing, fault);
  const host: Host = {
    address,
    identity: { instanceId, certificatePem: '' },
    answer: async (request, caller) => app.fetch(request, { caller: { ...caller, remoteAddress: '' } }),
    disconnected: (id) => responder.disconnected(id),
  };
  const transport = network.transportOf(host);
  const run: InstanceRun = {
    facts,
    context,
    replica,
    responder,
    host,
    bugs,
    isAlive: () => alive,
    sync: (peer) =>
      runSession(
        context,
        { id: peer.instanceId, name: peer.name },
        async (open) => {
          const pinned = { instanceId: peer.instanceId, certificatePem: '' };
          const connection = transport.connect(peer.address, pinned);
          try {
            return { connection, greeting: await open(connection) };
          } catch (error) {
            connection.close();
            throw error;
          }
        },
        'manual',
      ),
    kill() {
      alive = false;
      network.unplug(host);
    },
  };
  await logs.closeInterrupted();
  await endAllStaging(replica, context.brakeLimit());
  network.plug(host);
  return run;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

function randomText(random: Random, length: number): string {
  return Array.from({ length }, () => LETTERS[random.int(LETTERS.length)]).join('');
}
