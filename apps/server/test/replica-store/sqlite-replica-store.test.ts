import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCursors } from '../../src/adapters/store/cursors.js';
import { openDatabase } from '../../src/adapters/store/database.js';
import { createItemHistoryReader } from '../../src/adapters/store/item-history.js';
import { createPeerStore } from '../../src/adapters/store/peer-store.js';
import { createReplicaStore } from '../../src/adapters/store/replica-store.js';
import { createSessionLogs, createSyncHistoryReader } from '../../src/adapters/store/session-logs.js';
import { isoTime } from '../../src/usecases/clock.js';
import { describeReplicaStoreContract } from './replica-store-contract.js';
import { START } from './sample-items.js';
import { ANNA } from './store-under-test.js';

describeReplicaStoreContract('SQLite', async () => {
  let now = START;
  const folder = await mkdtemp(join(tmpdir(), 'brique-store-'));
  const database = await openDatabase(folder);
  // A session log names a peer that the peers table knows.
  await createPeerStore(database, createCursors(database)).add({
    id: ANNA,
    name: 'Anna',
    address: '192.0.2.1:9080',
    trust: 'trusted',
    certificatePem: '',
    createdAt: isoTime(START),
  });
  const reader = createSyncHistoryReader(database);
  return {
    store: createReplicaStore(database, { now: () => now }, createCursors(database)),
    itemHistory: createItemHistoryReader(database),
    logs: createSessionLogs(database, () => undefined),
    async history() {
      const { logs } = await reader.page({ limit: 100 });
      return logs.map(({ peerId, itemsReceived, error }) => ({ peerId, itemsReceived, error }));
    },
    setTime: (millis) => {
      now = millis;
    },
    async close() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
