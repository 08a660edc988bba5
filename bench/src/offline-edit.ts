import { hash } from 'node:crypto';
import { createCursors } from '@brique/server/dist/adapters/store/cursors.js';
import { openDatabase } from '@brique/server/dist/adapters/store/database.js';
import { createItemReader } from '@brique/server/dist/adapters/store/item-reader.js';
import { createReplicaStore } from '@brique/server/dist/adapters/store/replica-store.js';
import { systemClock } from '@brique/server/dist/usecases/clock.js';
import { createEvents } from '@brique/server/dist/usecases/events.js';
import { newItemWrite } from '@brique/server/dist/usecases/items/items.js';
import { storedForm } from '@brique/server/dist/usecases/sync/replica.js';
import { createReplicaClock } from '@brique/server/dist/usecases/sync/replica-clock.js';
import type { ItemInput } from '@brique/shared';
import { changeItem } from '@brique/sync-core';
import { v7 as uuidv7 } from 'uuid';

const BATCH = 2000;

/** A stopped instance's replica, so that a bench prepares 100,000 items in seconds through the server's own code. */
async function withReplica<T>(
  dataDir: string,
  instanceId: string,
  work: (replica: BenchReplica) => Promise<T>,
  bare = false,
): Promise<T> {
  const database = await openDatabase(dataDir);
  try {
    const store = createReplicaStore(database, systemClock, createCursors(database), !bare);
    const clock = createReplicaClock(
      instanceId,
      systemClock,
      () => 'bench',
      await store.latestChangeBefore(Date.now()),
    );
    const replica = {
      instanceId,
      store,
      clock,
      wall: systemClock,
      hash: bare ? () => '0'.repeat(64) : (text: string) => hash('sha256', text, 'hex'),
      events: createEvents(),
    };
    return await work({ replica, all: () => createItemReader(database).all({}) });
  } finally {
    await database.close();
  }
}

interface BenchReplica {
  readonly replica: Parameters<typeof newItemWrite>[0];
  all(): ReturnType<ReturnType<typeof createItemReader>['all']>;
}

/** @param bare as a bare instance (assemble.ts) would have written them */
export function fill(
  dataDir: string,
  instanceId: string,
  inputs: readonly ItemInput[],
  bare = false,
): Promise<void> {
  const write = async ({ replica }: BenchReplica) => {
    for (let i = 0; i < inputs.length; i += BATCH) {
      const writes = inputs
        .slice(i, i + BATCH)
        .map((input) => newItemWrite(replica, uuidv7(), input, instanceId));
      await replica.store.write((tx) => tx.save(writes));
    }
  };
  return withReplica(dataDir, instanceId, write, bare);
}

/** Changes the notes of every item for which `pick` says so. @param pick by the item's place in order of creation */
export function change(
  dataDir: string,
  instanceId: string,
  pick: (index: number) => boolean,
): Promise<number> {
  return withReplica(dataDir, instanceId, async ({ replica, all }) => {
    const ids: string[] = [];
    let index = 0;
    for await (const { id } of all()) if (pick(index++)) ids.push(id);
    for (let i = 0; i < ids.length; i += BATCH) {
      await replica.store.write(async (tx) => {
        const stored = await tx.load(ids.slice(i, i + BATCH));
        await tx.save(
          [...stored.values()].map(({ item, digest }) => {
            const stamp = replica.clock.stamp(item);
            const next = changeItem(
              item,
              { notes: `changed by ${instanceId.slice(0, 8)} at ${stamp}` },
              stamp,
            );
            return { ...storedForm(next, replica.hash), replaces: digest, receivedFrom: null };
          }),
        );
      });
    }
    return ids.length;
  });
}
