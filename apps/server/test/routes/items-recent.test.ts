import type { RecentChange, RecentChanges } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, removeItem, restoreItem, syncWith } from '../support/api.js';
import { startApp, startPair, type TestApp } from '../support/build-app.js';

async function recent(app: TestApp, limit = 8): Promise<RecentChange[]> {
  const { status, body } = await app.api<RecentChanges>('GET', `/items/recent?limit=${limit}`);
  expect(status).toBe(200);
  return body.changes;
}

const told = (changes: RecentChange[]) =>
  changes.map(({ kind, keys, items }) => [kind, keys, items.map(({ name }) => name)]);

test('the latest write to each item is told, newest first, with who did what', async () => {
  const app = await startApp();
  const later = () => app.wall.move(1000);
  const drill = await addItem(app, { name: 'Drill' });
  const saw = await addItem(app, { name: 'Saw' });
  const lamp = await addItem(app, { name: 'Lamp' });
  later();
  await addItem(app, { name: 'Anvil' });
  later();
  await changeItem(app, drill.id, { notes: 'sharp', brand: 'Bosch' });
  later();
  await removeItem(app, saw.id);
  later();
  await removeItem(app, lamp.id);
  later();
  await restoreItem(app, lamp.id);
  const changes = await recent(app);
  expect(told(changes)).toEqual([
    ['restored', [], ['Lamp']],
    ['deleted', [], ['Saw']],
    ['changed', ['brand', 'notes'], ['Drill']],
    ['created', [], ['Anvil']],
  ]);
  expect(new Set(changes.map(({ peer }) => peer))).toEqual(new Set([app.id.slice(0, 8)]));
  expect(changes.map(({ count, isAtLeast }) => [count, isAtLeast])).toEqual(Array(4).fill([1, false]));
  expect(await recent(app, 2)).toHaveLength(2);
});

test('many items brought in together are one act, which says when there may be more', async () => {
  const app = await startApp();
  await addItem(app, { name: 'Drill' });
  app.wall.move(3_600_000);
  for (let i = 0; i < 20; i++) await addItem(app, { name: `Screw ${i}` });
  const [screws, drill] = await recent(app);
  expect(screws).toMatchObject({ kind: 'created', count: 20, isAtLeast: false });
  expect(screws?.items.map(({ name }) => name)).toEqual(['Screw 19', 'Screw 18', 'Screw 17']);
  expect(drill).toMatchObject({ count: 1, items: [{ name: 'Drill' }] });

  for (let i = 20; i < 70; i++) await addItem(app, { name: `Screw ${i}` });
  expect(await recent(app)).toMatchObject([{ kind: 'created', count: 60, isAtLeast: true }]);
});

test('what another instance did carries its name', async () => {
  const { a, b } = await startPair();
  await addItem(b, { name: 'Saw' });
  await syncWith(a, b.id);
  expect(await recent(a)).toMatchObject([
    { kind: 'created', peer: b.id.slice(0, 8), items: [{ name: 'Saw' }] },
  ]);
});

test('a limit that is none is refused', async () => {
  const app = await startApp();
  expect((await app.api('GET', '/items/recent?limit=1000')).status).toBe(400);
});
