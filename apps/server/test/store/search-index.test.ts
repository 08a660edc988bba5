import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchExpression } from '../../src/adapters/store/item-filter.js';
import { createItemReader } from '../../src/adapters/store/item-reader.js';
import { changedItem, foreignItem, writeOf } from '../support/documents.js';
import { openStore } from '../support/open-store.js';

const WORDS = ['oak', 'pine', 'élan', 'elan', 'œuvre', 'ash', 'ashtray'];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(' '));

test('the index is in step after every insertion, change, deletion and rollback', async () => {
  const { database, store, wall } = await openStore();
  const reader = createItemReader(database);
  const plain = (value: string) => value.normalize('NFD').replace(/\p{M}/gu, '');
  const step = fc.record({
    to: fc.nat({ max: 12 }),
    name: text,
    notes: text,
    deleted: fc.boolean(),
    fails: fc.nat(6),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const { to, name, notes, deleted, fails } of steps) {
        wall.move(1);
        const ids: string[] = await database.reader('items').orderBy('row').pluck('id');
        const write = store.write(async (tx) => {
          const id = ids[to];
          const stored = id === undefined ? undefined : (await tx.load([id])).get(id);
          const item =
            stored === undefined
              ? foreignItem(wall.now(), { name, notes, deleted })
              : changedItem(stored.item, wall.now(), { name, notes, deleted });
          await tx.save([writeOf(item, stored?.digest ?? null)]);
          if (fails === 0) throw new Error('rolled back');
        });
        await write.catch(() => undefined);
      }
      await database.writer.raw(
        "INSERT INTO items_search (items_search, rank) VALUES ('integrity-check', 1)",
      );
      const all = [...(await allItems(false)), ...(await allItems(true))];
      for (const word of ['oak', 'elan', 'ash', 'ashtr', 'oeuvre']) {
        for (const inTrash of [false, true]) {
          const expected = all.filter(
            (item) =>
              (item.deletedAt !== null) === inTrash &&
              `${item.name} ${item.notes}`.split(' ').some((own) => plain(own).startsWith(word)),
          );
          const found = await reader.page({ search: word, deleted: inTrash, sort: 'createdAt', limit: 1000 });
          expect(idsOf(found.items), word).toEqual(idsOf(expected));
        }
      }
    }),
    { numRuns: 30 },
  );

  async function allItems(deleted: boolean) {
    return (await reader.page({ deleted, sort: 'createdAt', limit: 1000 })).items;
  }
});

test('what a person types never becomes an operator', async () => {
  const { database } = await openStore();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (typed) => {
      const match = matchExpression(typed);
      if (match === null) return;
      await database.reader.raw('SELECT count(*) FROM items_search WHERE items_search MATCH ?', [match]);
    }),
    { numRuns: 200 },
  );
});

function idsOf(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id).sort();
}
