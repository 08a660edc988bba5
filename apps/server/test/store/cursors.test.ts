import { expect, test } from 'vitest';
import { foreignItem, writeOf } from '../support/documents.js';
import { openStore } from '../support/open-store.js';

test('a token stands for its place, for its reader alone', async () => {
  const { store } = await openStore();
  const token = await store.mintCursor('garage', 7);
  expect(await store.cursorPlace('garage', token)).toBe(7);
  expect(await store.cursorPlace('cellar', token)).toBeNull();
  expect(await store.cursorPlace('garage', 'unknown')).toBeNull();
  expect(await store.cursorPlace('garage', "' OR 1=1 --")).toBeNull();
});

test('tokens are random, and the same place is not minted twice in a row', async () => {
  const { store } = await openStore();
  const token = await store.mintCursor('garage', 1);
  expect(token).toMatch(/^[\w-]{22}$/);
  expect(await store.mintCursor('garage', 1)).toBe(token);
  expect(await store.mintCursor('cellar', 1)).not.toBe(token);
  await store.mintCursor('garage', 2);
  expect(await store.mintCursor('garage', 1)).not.toBe(token);
});

test('a held cursor is durable with the items it came with, or not at all', async () => {
  const { store, wall } = await openStore();
  const save = (token: string, fails: boolean) =>
    store.write(async (tx) => {
      await tx.save([writeOf(foreignItem(wall.now(), { name: token }))]);
      await tx.holdCursor('garage', token);
      if (fails) throw new Error('cut');
    });
  expect(await store.heldCursor('garage')).toBeNull();
  await save('first', false);
  await expect(save('second', true)).rejects.toThrow('cut');
  expect([await store.heldCursor('garage'), (await store.fingerprint()).count]).toEqual(['first', 1]);
});

test('a feed page passes over what its reader sent, and its bytes are bounded', async () => {
  const { store, wall } = await openStore();
  const items = ['a', 'b', 'c', 'd'].map((name) =>
    foreignItem(wall.now(), { name, notes: 'x'.repeat(1000) }),
  );
  await store.write((tx) =>
    tx.save(items.map((item, i) => ({ ...writeOf(item), receivedFrom: i === 1 ? 'garage' : null }))),
  );
  const read = (after: number, maxBytes: number) =>
    store.readFeed({ after, limit: 10, maxBytes, reader: 'garage' });

  const whole = await read(0, 1e6);
  expect([whole.count, whole.reached, whole.lines.split('\n').length]).toEqual([3, 4, 3]);
  const first = await read(0, 1);
  expect([first.count, first.reached]).toEqual([1, 1]);
  expect((await read(1, 1500)).count).toBe(2);
  expect(await read(4, 1e6)).toEqual({ count: 0, lines: '', reached: 4 });
  expect(await store.countFeed(0, 'garage')).toBe(3);
  expect(await store.countFeed(0, 'cellar')).toBe(4);
});

test('the place of a time lies before what changed at or after it', async () => {
  const { store, wall } = await openStore();
  const write = () => store.write((tx) => tx.save([writeOf(foreignItem(wall.now(), { name: 'x' }))]));
  const start = wall.now();
  await write();
  wall.move(1000);
  await write();
  const place = (millis: number) => store.feedPlaceAt(start + millis);
  expect([await place(-1), await place(0), await place(1), await place(1000), await place(1001)]).toEqual([
    0, 0, 1, 1, 2,
  ]);
});
