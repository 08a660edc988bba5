import { EMPTY_FINGERPRINT, updateFingerprint } from '@brique/sync-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../src/adapters/store/database.js';
import { changedItem, foreignItem, writeOf } from '../support/documents.js';
import { openStore } from '../support/open-store.js';

interface Row {
  id: string;
  doc: string;
  feed_seq: number;
  digest_0: number;
  digest_1: number;
  digest_2: number;
  digest_3: number;
}

async function rowsOf({ reader }: Database): Promise<Row[]> {
  return reader('items').select('id', 'doc', 'feed_seq', 'digest_0', 'digest_1', 'digest_2', 'digest_3');
}

/** A batch of writes: to the nth item so far, or a new one. */
const batch = fc.array(
  fc.record({ to: fc.option(fc.nat({ max: 30 })), name: fc.string({ maxLength: 5 }), deleted: fc.boolean() }),
  { minLength: 1, maxLength: 8 },
);
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ writes: batch, fails: fc.constant(false) }) },
  { weight: 1, arbitrary: fc.record({ writes: batch, fails: fc.constant(true) }) },
);

test('the fingerprint kept by writes is that of the items there are', async () => {
  const { database, store, wall } = await openStore();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 5 }), async (commands) => {
      for (const { writes, fails } of commands) {
        const ids = (await rowsOf(database)).map(({ id }) => id);
        const attempt = store.write(async (tx) => {
          for (const { to, name, deleted } of writes) {
            wall.move(1);
            const id = to === null ? undefined : ids[to];
            const stored = id === undefined ? undefined : (await tx.load([id])).get(id);
            const values = { name, deleted };
            const item =
              stored === undefined
                ? foreignItem(wall.now(), values)
                : changedItem(stored.item, wall.now(), values);
            await tx.save([writeOf(item, stored?.digest ?? null)]);
          }
          if (fails) throw new Error('rolled back');
        });
        if (fails) await expect(attempt).rejects.toThrow('rolled back');
        else await attempt;
      }
      const rows = await rowsOf(database);
      const digests = rows.map((row) => [row.digest_0, row.digest_1, row.digest_2, row.digest_3] as const);
      expect(await store.fingerprint()).toEqual(updateFingerprint(EMPTY_FINGERPRINT, [], digests));
      // And each digest is that of its text.
      const documents = await store.write((tx) => tx.load(rows.map(({ id }) => id)));
      for (const { item, digest } of documents.values()) expect(writeOf(item).digest).toEqual(digest);
      const head = await store.feedHead();
      expect(rows.every(({ feed_seq }) => feed_seq <= head)).toBe(true);
      expect(new Set(rows.map(({ feed_seq }) => feed_seq)).size).toBe(rows.length);
    }),
    { numRuns: 40 },
  );
});
