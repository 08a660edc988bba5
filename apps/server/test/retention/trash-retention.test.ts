import { expect, test } from 'vitest';
import { createTrashRetention, LOOK_MS } from '../../src/usecases/items/trash-retention.js';
import { addItem, changeItem, listAll, removeItem, restoreItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

const DAY = 24 * 60 * 60 * 1000;

const inTrash = async (app: TestApp) => (await listAll(app, { deleted: 1 })).map(({ name }) => name).sort();

async function binned(app: TestApp, name: string): Promise<string> {
  const { id } = await addItem(app, { name });
  await removeItem(app, id);
  return id;
}

/** Lets days go by as they do, with a look on each. @returns items that went */
async function live(apps: readonly TestApp[], days: number): Promise<number> {
  let gone = 0;
  for (let day = 0; day < days; day++) {
    apps[0]?.wall.move(DAY);
    for (const app of apps) gone += await app.lookThroughTrash();
  }
  return gone;
}

test('what has lain in the trash for 90 days goes, and nothing else', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Old and used' });
  await binned(app, 'First');
  await app.lookThroughTrash();
  await live([app], 30);
  await binned(app, 'Second');
  expect(await live([app], 59)).toBe(0);
  expect(await inTrash(app)).toEqual(['First', 'Second']);
  expect(await live([app], 1)).toBe(1);
  expect(await inTrash(app)).toEqual(['Second']);
  expect(await live([app], 30)).toBe(0);
  expect(await live([app], 1)).toBe(1);
  expect(await inTrash(app)).toEqual([]);
  expect((await listAll(app)).map(({ name }) => name)).toEqual(['Old and used']);
});

test('what was restored and deleted again has its 90 days anew', async () => {
  const app = await startApp();
  const id = await binned(app, 'Drill');
  await app.lookThroughTrash();
  await live([app], 80);
  await restoreItem(app, id);
  await removeItem(app, id);
  expect(await live([app], 90)).toBe(0);
  expect(await live([app], 1)).toBe(1);
});

test('a computer that was off for a year, or starts in the wrong one, deletes nothing at once', async () => {
  const app = await startApp();
  await binned(app, 'Drill');
  await app.lookThroughTrash();
  app.wall.move(365 * DAY);
  expect(await app.lookThroughTrash()).toBe(0);
  app.wall.move(-365 * DAY);
  expect(await app.lookThroughTrash()).toBe(0);
  // The leap counted for a month.
  expect(await live([app], 58)).toBe(0);
  expect(await live([app], 32)).toBe(1);
});

test('a deletion stamped by a clock that was behind is as young as it is', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  await app.lookThroughTrash();
  app.wall.move(-200 * DAY);
  const old = await addItem(app, { name: 'From the past' });
  await removeItem(app, old.id);
  await removeItem(app, id);
  app.wall.move(200 * DAY);
  await app.lookThroughTrash();
  expect(await live([app], 89)).toBe(0);
  expect(await inTrash(app)).toEqual(['Drill', 'From the past']);
});

test('a deletion from the future waits for its time', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  await app.lookThroughTrash();
  app.wall.move(300 * DAY);
  await removeItem(app, id);
  const stored = (await app.store.write((tx) => tx.load([id]))).get(id);
  app.wall.move(-300 * DAY);
  expect(stored?.item.keys.get('deleted')?.value).toBe(true);
  expect(await live([app], 120)).toBe(0);
  expect(await inTrash(app)).toEqual(['Drill']);
});

test('two instances that do so the same day end identical; a change that neither saw brings the item back whole', async () => {
  const { a, b } = await startPair();
  await binned(a, 'Drill');
  const saw = await addItem(a, { name: 'Saw' });
  await syncWith(a, b.id);
  await removeItem(a, saw.id);
  await changeItem(b, saw.id, { notes: 'sharpened' });
  for (const app of [a, b]) await app.lookThroughTrash();
  expect(await live([a, b], 91)).toBe(3);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
  for (const app of [a, b]) {
    expect(await inTrash(app)).toEqual([]);
    expect(await listAll(app)).toMatchObject([{ name: 'Saw', notes: 'sharpened' }]);
  }
});

test('looks at the start and every few hours, goes on after a failure, and stops', async () => {
  const waiting: { ms: number; action: () => void }[] = [];
  const logged: unknown[] = [];
  let looks = 0;
  const retention = createTrashRetention({
    trash: { purgeDeletedBefore: async () => 0 },
    marks: {
      async mark() {
        looks += 1;
        if (looks === 2) throw new Error('the disk is full');
      },
      due: async () => [],
    },
    settings: { all: async () => ({}), save: async () => undefined },
    wall: { now: () => 0 },
    log: (_message, error) => logged.push(error),
  });
  const stop = retention.start({
    after(ms, action) {
      const timer = { ms, action };
      waiting.push(timer);
      return () => waiting.splice(waiting.indexOf(timer), 1);
    },
  });
  const hours = async () => {
    await expect.poll(() => waiting.length).toBe(1);
    expect(waiting[0]?.ms).toBe(LOOK_MS);
    waiting.splice(0)[0]?.action();
  };
  await hours();
  await hours();
  await expect.poll(() => [looks, waiting.length]).toEqual([3, 1]);
  expect(logged).toEqual([new Error('the disk is full')]);
  await stop();
  expect(waiting).toEqual([]);
});
