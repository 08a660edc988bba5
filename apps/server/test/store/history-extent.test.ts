import { expect, test } from 'vitest';
import { createHistoryExtentReader } from '../../src/adapters/store/history-extent.js';
import { changedItem, foreignItem, writeOf } from '../support/documents.js';
import { openStore } from '../support/open-store.js';

test('the room that the history takes is told about as SQLite has it', async () => {
  const { database, store, wall } = await openStore();
  const extent = createHistoryExtentReader(database);
  expect(await extent.size()).toEqual({ entries: 0, bytes: 0 });
  for (let round = 0; round < 3; round++) {
    const items = Array.from({ length: 1500 }, (_, i) => {
      wall.move(1);
      return foreignItem(wall.now(), { name: `Item ${i}`, notes: 'n'.repeat((i * 7919) % 1200) });
    });
    const made = items.map((item) => writeOf(item));
    await store.write((tx) => tx.save(made));
    const changed = items.map((item, i) =>
      writeOf(changedItem(item, wall.now(), { name: 'Changed' }), made[i]?.digest),
    );
    await store.write((tx) => tx.save(changed));
  }
  const { entries, bytes } = await extent.size();
  expect(entries).toBe(9000);
  // Where this SQLite can tell exactly; it reads every page for it.
  const [pages] = await database.reader
    .raw("SELECT sum(pgsize) AS size FROM dbstat WHERE name LIKE 'item_history%' AND aggregate = 1")
    .catch(() => [{ size: bytes }]);
  expect(bytes / pages.size).toBeGreaterThan(0.8);
  expect(bytes / pages.size).toBeLessThan(1.25);
});
