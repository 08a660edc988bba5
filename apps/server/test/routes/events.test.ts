import { expect, onTestFinished, test } from 'vitest';
import {
  addItem,
  changeItem,
  readItem,
  removeItem,
  restoreItem,
  setTrust,
  syncWith,
} from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';
import { foreignItem, wireForm } from '../support/documents.js';
import { type EventStream, readEvents } from '../support/event-stream.js';

async function listen(app: TestApp): Promise<EventStream> {
  const response = await app.ui('/api/v1/events');
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const events = readEvents(response);
  onTestFinished(() => events.close());
  await events.waitFor('ready');
  return events;
}

test('each change of an item is told by its id', async () => {
  const app = await startApp();
  const events = await listen(app);
  const { id } = await addItem(app, { name: 'Drill' });
  await events.waitFor('items-changed', ({ ids }) => ids?.[0] === id);
  for (const change of [
    () => changeItem(app, id, { name: 'Saw' }),
    () => removeItem(app, id),
    () => restoreItem(app, id),
  ]) {
    events.clear();
    await change();
    await events.waitFor('items-changed', ({ ids }) => ids?.[0] === id);
  }
});

test('whoever is told finds the change in place', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const names: Promise<string>[] = [];
  app.events.subscribe((event) => {
    if (event === 'items-changed') names.push(readItem(app, id).then(({ name }) => name));
  });
  await changeItem(app, id, { name: 'Saw' });
  expect(await Promise.all(names)).toEqual(['Saw']);
});

test('what was refused, and what changed nothing, is not told', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const told: string[] = [];
  app.events.subscribe((event) => told.push(event));
  await app.api('POST', '/items', { name: '' });
  await app.api('PATCH', '/items/0197a3b4-c5d6-7000-8000-000000000001', { name: 'x' });
  await changeItem(app, id, { name: 'Drill' });
  await app.ui('/api/v1/items/import?format=csv&dryRun=1', { method: 'POST', body: 'name\nx\n' });
  await app.ui('/api/v1/items/import?format=csv', { method: 'POST', body: 'brand\nx\n' });
  expect(told).toEqual([]);
});

test('a batch that changes nothing is not told', async () => {
  const app = await startApp();
  const item = wireForm(foreignItem(app.wall.now(), { name: 'Drill' }));
  const told: string[] = [];
  app.events.subscribe((event) => told.push(event));
  for (let i = 0; i < 2; i++) await app.api('POST', '/gossip/items/batch', { changes: [item] });
  expect(told).toEqual(['items-changed']);
});

test('a transaction that fails is not told', async () => {
  const app = await startApp();
  const { id } = await addItem(app, { name: 'Drill' });
  const told: string[] = [];
  app.events.subscribe((event) => told.push(event));
  await app.database.writer.raw(
    'CREATE TRIGGER full BEFORE UPDATE ON replica_state BEGIN SELECT raise(ABORT, "x"); END',
  );
  expect((await app.api('PATCH', `/items/${id}`, { name: 'Saw' })).status).toBe(500);
  expect([told, (await readItem(app, id)).name]).toEqual([[], 'Drill']);
});

test('peers, settings and sessions are told, on both sides', async () => {
  const { a, b } = await startPair();
  const [here, there] = [await listen(a), await listen(b)];
  await addItem(a, { name: 'Drill' });
  await a.api('PATCH', '/settings', { language: 'fr' });
  await here.waitFor('settings-changed');

  await syncWith(a, b.id);

  for (const [events, peerId] of [
    [here, b.id],
    [there, a.id],
  ] as const) {
    await events.waitFor('sync-progress', (progress) => progress.peerId === peerId && progress.done === 1);
    expect(await events.waitFor('sync-finished')).toEqual({ peerId, error: null });
    await events.waitFor('peers-changed', (data) => data.peerId === peerId);
  }
  await there.waitFor('items-changed', ({ ids }) => ids?.length === 1);

  here.clear();
  await setTrust(a, b.id, false);
  await here.waitFor('peers-changed', (data) => data.peerId === b.id);
});

test('an event says what changed, never the data', async () => {
  const app = await startApp();
  const events = await listen(app);
  const { id } = await addItem(app, { name: 'confidential', notes: 'confidential' });
  await events.waitFor('items-changed', ({ ids }) => ids?.[0] === id);
  expect(events.seen.join()).not.toContain('confidential');
});
