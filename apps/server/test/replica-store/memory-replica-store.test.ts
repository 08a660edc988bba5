import { createMemoryStore } from './memory-replica-store.js';
import { EMPTY_STATE } from './memory-state.js';
import { describeReplicaStoreContract } from './replica-store-contract.js';
import { START } from './sample-items.js';

describeReplicaStoreContract('in memory', async () => {
  let now = START;
  const disk = { committed: EMPTY_STATE };
  return {
    ...createMemoryStore({ disk, clock: { now: () => now } }),
    history: async () =>
      [...disk.committed.logs.values()]
        .filter(({ ended }) => ended)
        .reverse()
        .map(({ peerId, itemsReceived, error }) => ({ peerId, itemsReceived, error })),
    setTime: (millis) => {
      now = millis;
    },
    close: async () => undefined,
  };
});
