import type { HistorySize, ItemHistoryPage, Problem, RollbackResult, SessionChanges } from '@brique/shared';
import { expect, test } from 'vitest';
import { createHistoryArchive } from '../../src/adapters/store/history-archive.js';
import { createHistoryRetention, LOOK_MS } from '../../src/usecases/history/history-retention.js';
import { addItem, changeItem, lastLog, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

const DAY = 24 * 60 * 60 * 1000;

/** Lets days go by, with a look now, every thirty days and on the last. @returns entries that went */
async function live(app: TestApp, days: number): Promise<number> {
  let gone = await app.lookThroughHistory();
  for (let left = days; left > 0; left -= 30) {
    app.wall.move(Math.min(left, 30) * DAY);
    gone += await app.lookThroughHistory();
  }
  return gone;
}

const pageOf = async (app: TestApp, id: string) =>
  (await app.api<ItemHistoryPage>('GET', `/items/${id}/history`)).body;
const sizeOf = async (app: TestApp) => (await app.api<HistorySize>('GET', '/history')).body;
const keep = (app: TestApp, historyDays: number | null) => app.api('PATCH', '/settings', { historyDays });

test('what is older than a year goes, in order, and since when all is known is told', async () => {
  const app = await startApp();
  await app.lookThroughHistory();
  const { id } = await addItem(app, { name: 'Drill', notes: 'first' });
  await live(app, 200);
  const between = new Date(app.wall.now()).toISOString();
  await changeItem(app, id, { notes: 'second' });
  expect((await pageOf(app, id)).entries).toHaveLength(2);

  expect(await live(app, 164)).toBe(0);
  expect(await live(app, 1)).toBe(1);
  const page = await pageOf(app, id);
  expect(page.entries).toMatchObject([{ isFirst: false, changes: [{ old: 'first', new: 'second' }] }]);
  expect(page.recordedSince <= between).toBe(true);
  expect(await sizeOf(app)).toMatchObject({ entries: 1, recordedSince: page.recordedSince });
  // The item was made before that: a page that says "all since then" tells no lie.
  expect(page.recordedSince >= new Date(app.wall.now() - 365 * DAY).toISOString()).toBe(true);

  expect(await live(app, 199)).toBe(0);
  expect(await live(app, 1)).toBe(1);
  const empty = await pageOf(app, id);
  expect(empty.entries).toEqual([]);
  expect(empty.recordedSince >= between).toBe(true);
  expect(await sizeOf(app)).toEqual({ entries: 0, bytes: 0, recordedSince: empty.recordedSince });
});

test('a session of which part is gone cannot be rolled back, and says why; a later one can', async () => {
  const { a, b } = await startPair();
  await a.lookThroughHistory();
  const { id } = await addItem(b, { name: 'Saw', notes: 'theirs' });
  await syncWith(a, b.id);
  const old = await lastLog(a);
  await live(a, 300);
  await changeItem(b, id, { notes: 'theirs again' });
  await syncWith(a, b.id);
  const young = await lastLog(a);
  expect(await live(a, 66)).toBe(1);

  const changesOf = async (log: number) =>
    (await a.api<SessionChanges>('GET', `/sync/history/${log}/changes`)).body;
  const rollBack = (log: number, query = '') =>
    a.api<RollbackResult & Problem>('POST', `/sync/history/${log}/rollback${query}`);
  expect(await changesOf(old.id)).toEqual({ items: [], nextCursor: null, isPruned: true });
  for (const query of ['?dryRun=1', '']) {
    const { status, body } = await rollBack(old.id, query);
    expect([status, body.code]).toEqual([409, 'history_pruned']);
    expect(body.detail).toMatch(/older than the history of items is kept/);
  }
  expect(await changesOf(young.id)).toMatchObject({ items: [{ name: 'Saw' }], isPruned: false });
  expect((await rollBack(young.id)).body).toMatchObject({ changed: 1 });
});

test('what can be undone can be undone without the history', async () => {
  const app = await startApp();
  await keep(app, 90);
  const { id } = await addItem(app, { name: 'Drill', notes: 'first' });
  await changeItem(app, id, { notes: 'second' });
  const entry = (await pageOf(app, id)).entries[0]?.id;
  const { body } = await app.api<{ undoId: string }>('POST', `/items/${id}/history/${entry}/restore`);
  await app.lookThroughHistory();
  expect(await live(app, 100)).toBe(3);
  expect((await app.api('POST', '/items/undo', { undoId: body.undoId })).status).toBe(200);
  expect((await app.api<{ notes: string }>('GET', `/items/${id}`)).body.notes).toBe('second');
});

test('for ever is for ever; a shorter time holds only after half a day', async () => {
  const app = await startApp();
  await keep(app, null);
  await addItem(app, { name: 'Drill' });
  await app.lookThroughHistory();
  expect(await live(app, 800)).toBe(0);
  await keep(app, 90);
  expect(await app.lookThroughHistory()).toBe(0);
  app.wall.move(DAY / 4);
  expect(await app.lookThroughHistory()).toBe(0);
  await keep(app, null);
  expect(await live(app, 2)).toBe(0);
  await keep(app, 90);
  expect(await live(app, 2)).toBe(1);
});

test('a computer that starts in the wrong year drops nothing at once', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Drill' });
  await app.lookThroughHistory();
  app.wall.move(3000 * DAY);
  expect(await app.lookThroughHistory()).toBe(0);
  app.wall.move(-3000 * DAY);
  // Its own time has moved on by a month, the wall clock by nothing.
  expect(await live(app, 364)).toBe(0);
  expect(await live(app, 1)).toBe(1);
});

test('entries go in steps of few, from the beginning of the table, by ranges of its key', async () => {
  const app = await startApp();
  const ids = [];
  for (let i = 0; i < 7; i++) ids.push((await addItem(app, { name: `Item ${i}` })).id);
  for (const id of ids) await changeItem(app, id, { notes: 'n'.repeat(300) });
  const archive = createHistoryArchive(app.database, { entries: 5, bytes: 1 });
  await archive.mark(0, 0);
  await addItem(app, { name: 'Later' });
  const through = await archive.beginAfter(0, 0);
  expect(through).toBe(14);

  const ran: { sql: string; bindings: unknown[] }[] = [];
  app.database.writer.on('query', (query) => ran.push(query));
  const steps: number[] = [];
  while (steps.at(-1) !== 0) steps.push(await archive.drop(through ?? 0));
  // Seven that made an item take nothing; the others are too large to go with another.
  expect(steps).toEqual([5, 2, ...Array(7).fill(1), 0]);
  expect((await sizeOf(app)).entries).toBe(1);

  for (const { sql, bindings } of ran.filter(({ sql }) => /item_history/.test(sql))) {
    const plan: { detail: string }[] = await app.database.reader.raw(
      `EXPLAIN QUERY PLAN ${sql}`,
      bindings as string[],
    );
    const touched = plan.map(({ detail }) => detail).filter((detail) => /item_history/.test(detail));
    expect(touched).toEqual(touched.map(() => 'SEARCH item_history USING INTEGER PRIMARY KEY (rowid<?)'));
  }
});

test('looks every day, lets others in between steps, goes on after a failure, and stops in the middle', async () => {
  const waiting: { ms: number; action: () => void }[] = [];
  const logged: unknown[] = [];
  let looks = 0;
  let pauses = 0;
  let left = 0;
  let stop: () => Promise<void> = async () => undefined;
  const retention = createHistoryRetention({
    archive: {
      async mark() {
        looks += 1;
        if (looks === 2) throw new Error('the disk is full');
      },
      beginAfter: async () => 9,
      drop: async () => (left > 0 ? left-- : 0),
    },
    settings: {
      all: async () => ({ historyTime: { at: 0, time: 9 * DAY, days: 90, since: 0 } }),
      save: async () => undefined,
    },
    days: () => 90,
    wall: { now: () => 0 },
    async pause() {
      pauses += 1;
      if (looks === 3 && pauses === 5) void stop();
    },
    log: (_message, error) => logged.push(error),
  });
  left = 3;
  stop = retention.start({
    after(ms, action) {
      const timer = { ms, action };
      waiting.push(timer);
      return () => waiting.splice(waiting.indexOf(timer), 1);
    },
  });
  const tomorrow = async () => {
    await expect.poll(() => waiting.length).toBe(1);
    expect(waiting[0]?.ms).toBe(LOOK_MS);
    waiting.splice(0)[0]?.action();
  };
  await tomorrow();
  expect(pauses).toBe(3);
  left = 100;
  await tomorrow();
  await expect.poll(() => [looks, pauses]).toEqual([3, 5]);
  await stop();
  expect(left).toBe(98);
  expect(waiting).toEqual([]);
  expect(logged).toEqual([new Error('the disk is full')]);
});
