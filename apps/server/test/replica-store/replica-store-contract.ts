import { afterEach, beforeEach, describe } from 'vitest';
import { describeCursors } from './contract-cursors.js';
import { describeFeed } from './contract-feed.js';
import { describeHeld } from './contract-held.js';
import { describeHistory } from './contract-history.js';
import { describeReconcile } from './contract-reconcile.js';
import { describeTransactions } from './contract-transactions.js';
import type { StoreUnderTest } from './store-under-test.js';

/** What every ReplicaStore keeps. @param open a new, empty store whose clock stands at START */
export function describeReplicaStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`ReplicaStore contract: ${name}`, () => {
    let current: StoreUnderTest;
    beforeEach(async () => {
      current = await open();
    });
    afterEach(() => current.close());

    describeFeed(() => current);
    describeReconcile(() => current);
    describeCursors(() => current);
    describeTransactions(() => current);
    describeHistory(() => current);
    describeHeld(() => current);
  });
}
