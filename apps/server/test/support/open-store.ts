import { onTestFinished, vi } from 'vitest';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { type Database, openDatabase } from '../../src/adapters/store/database.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import type { ReplicaStore } from '../../src/usecases/sync/replica-store.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';
import { testFolder } from './temp-folder.js';

// Generous, for a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** A store on a database of its own, for one test. */
export async function openStore(): Promise<{ database: Database; store: ReplicaStore; wall: FakeClock }> {
  const database = await openDatabase(await testFolder());
  onTestFinished(() => database.close());
  const wall = createFakeClock();
  return { database, store: createReplicaStore(database, wall, createCursors(database)), wall };
}
