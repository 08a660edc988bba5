import {
  type BulkResult,
  type HeldDecisionResult,
  type HeldGroup,
  type HeldPage,
  type Item,
  LIMITS,
  type Problem,
} from '@brique/shared';
import { expect, test } from 'vitest';
import { lastLog, listItems, peerOf, readItem, setTrust, syncWith } from '../support/api.js';
import { startPair, type TestApp } from '../support/build-app.js';
import { writeOf } from '../support/documents.js';
import { addMany } from '../support/many-items.js';
import { until } from '../support/until.js';

const COUNT = 60;

/** Two that hold the same sixty items; then one changes many of them at once, and they meet. */
async function pairAfter(change: (a: TestApp, ids: string[]) => Promise<unknown>) {
  const { a, b } = await startPair();
  const ids = await addMany(a, COUNT);
  await syncWith(a, b.id);
  await change(a, ids);
  await syncWith(a, b.id);
  const decide = (body: unknown) => b.api<HeldDecisionResult>('POST', `/held/${a.id}`, body);
  const total = async (app: TestApp) => (await listItems(app)).total;
  const page = async (query = '') => (await b.api<HeldPage>('GET', `/held/${a.id}${query}`)).body;
  const groups = async () => (await b.api<HeldGroup[]>('GET', '/held')).body;
  return { a, b, ids, decide, total, page, groups };
}

const bulk = (app: TestApp, body: object) => app.api<BulkResult>('POST', '/items/bulk', body);
const removeAll = (a: TestApp, ids: string[]) => bulk(a, { action: 'delete', ids });
const renameSome = (a: TestApp, ids: string[]) =>
  bulk(a, { action: 'change', changes: { brand: 'Nobody' }, ids: ids.slice(0, 30) });

test('a mass deletion waits, is told by sender, page by page, and neither log calls it a failure', async () => {
  const { a, b, total, page, groups } = await pairAfter(removeAll);
  expect(await total(b)).toBe(COUNT);
  const since = expect.any(String);
  expect(await groups()).toEqual([
    { peerId: a.id, peerName: 'Atelier', deletes: COUNT, overwrites: 0, since },
  ]);
  const first = await page('?limit=40');
  expect(first.items).toHaveLength(40);
  expect(first.items[0]).toMatchObject({ kind: 'delete', changes: [] });
  const second = await page(`?limit=40&cursor=${first.nextCursor}`);
  expect([second.items.length, second.nextCursor]).toEqual([20, null]);
  expect(new Set([...first.items, ...second.items].map(({ itemId }) => itemId)).size).toBe(COUNT);
  expect(await lastLog(b)).toMatchObject({ held: COUNT, heldThere: 0, error: null });
  expect(await lastLog(a)).toMatchObject({ held: 0, heldThere: COUNT, error: null });
  expect(await peerOf(b, a.id)).toMatchObject({ inSync: false, held: COUNT, heldThere: 0 });
  expect(await peerOf(a, b.id)).toMatchObject({ inSync: false, held: 0, heldThere: COUNT });
});

test('rejected, all of it comes back on the other instance too; the rejection can be taken back', async () => {
  const { a, b, decide, total, groups } = await pairAfter(removeAll);
  const { status, body } = await decide({ decision: 'reject' });
  expect([status, body.decided, await groups()]).toEqual([200, COUNT, []]);
  expect(await syncWith(b, a.id)).toMatchObject({ identical: true });
  expect([await total(a), await total(b)]).toEqual([COUNT, COUNT]);
  await b.api('POST', '/items/undo', { undoId: body.undoId });
  expect(await total(b)).toBe(0);
});

/** As a hostile peer would: its copy names more programs as its writers than an item that is not in the trash may have. */
async function crowd(app: TestApp, id: string): Promise<void> {
  await app.store.write(async (tx) => {
    const stored = (await tx.load([id])).get(id) ?? expect.fail();
    const versions = new Map(stored.item.versions);
    const [version] = versions.values();
    for (let n = 0; n <= LIMITS.replicasPerItem; n++) {
      const letters = [...String(n).padStart(5, '0')].map((digit) => 'abcdefghij'[Number(digit)]);
      versions.set(`zzzzzzzz${letters.join('')}`, version ?? expect.fail());
    }
    await tx.save([writeOf({ ...stored.item, versions }, stored.digest)]);
  });
}

test('what no instance would take back stays as it is here, undecided and in words, while all else is rejected', async () => {
  const { a, b, decide, page, groups } = await pairAfter(async (a, ids) => {
    await removeAll(a, ids);
    await crowd(a, ids[0] ?? '');
  });
  const { status, body } = await decide({ decision: 'reject' });
  expect([status, body.decided]).toEqual([200, COUNT - 1]);
  const [left] = (await page()).items;
  const id = left?.itemId ?? '';
  expect(await readItem(b, id)).toMatchObject({ name: left?.name, deletedAt: null });
  // Nothing goes out that the other would refuse.
  expect(await syncWith(b, a.id)).toMatchObject({ itemsSent: COUNT - 1, rejected: 0 });
  expect(await syncWith(a, b.id)).toMatchObject({ itemsSent: 0, itemsReceived: 0, rejected: 0 });

  const again = await b.api<Problem>('POST', `/held/${a.id}`, { decision: 'reject' });
  expect([again.status, again.body.code]).toEqual([409, 'item_not_kept']);
  expect(again.body.detail).toContain(`“${left?.name}” can no longer be shared`);
  expect(await groups()).toMatchObject([{ deletes: 1, overwrites: 0 }]);
  expect((await decide({ decision: 'accept' })).body).toMatchObject({ decided: 1 });
  expect(await syncWith(b, a.id)).toMatchObject({ rejected: 0, identical: true });
});

test('accepted, it holds here too, and can be taken back', async () => {
  const { a, b, ids, decide, total } = await pairAfter(renameSome);
  const { body } = await decide({ decision: 'accept' });
  expect(body.decided).toBe(30);
  expect((await readItem(b, ids[0] ?? '')).brand).toBe('Nobody');
  expect(await syncWith(b, a.id)).toMatchObject({ identical: true, itemsSent: 0 });
  await b.api('POST', '/items/undo', { undoId: body.undoId });
  expect((await readItem(b, ids[0] ?? '')).brand).not.toBe('Nobody');
  expect(await total(b)).toBe(COUNT);
});

test('what would be overwritten is shown with its old and its new value, and decided item by item', async () => {
  const { b, ids, decide, page } = await pairAfter(renameSome);
  const { items } = await page('?limit=100');
  expect(items).toHaveLength(30);
  const [item] = items;
  const here = await readItem(b, item?.itemId ?? '');
  expect(item).toMatchObject({
    ...{ kind: 'overwrite', name: here.name },
    changes: [{ key: 'brand', old: here.brand, new: 'Nobody' }],
  });
  expect((await decide({ decision: 'accept', itemIds: ids.slice(0, 3) })).body).toMatchObject({ decided: 3 });
  expect((await decide({ decision: 'reject', itemIds: ids.slice(3, 5) })).body).toMatchObject({ decided: 2 });
  expect((await page('?limit=100')).items).toHaveLength(25);
  const brands = await Promise.all(ids.slice(0, 5).map((id) => readItem(b, id)));
  expect(brands.map(({ brand }) => brand === 'Nobody')).toEqual([true, true, true, false, false]);
});

test('taken back by who sent it, it waits no longer', async () => {
  const { a, b, ids, groups, total } = await pairAfter(removeAll);
  await bulk(a, { action: 'restore', ids });
  await syncWith(a, b.id);
  await until('nothing waits', async () => (await groups()).length === 0);
  expect([await total(a), await total(b)]).toEqual([COUNT, COUNT]);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
});

test('it goes on waiting when its sender is trusted no more, or forgotten', async () => {
  const { a, b, decide, groups } = await pairAfter(removeAll);
  await setTrust(b, a.id, false);
  expect(await groups()).toHaveLength(1);
  await b.api('DELETE', `/peers/${a.id}`);
  expect(await groups()).toMatchObject([{ peerId: a.id, peerName: 'Atelier', deletes: COUNT }]);
  expect((await decide({ decision: 'reject' })).body).toMatchObject({ decided: COUNT });
});

test('the brake can be set, and switched off', async () => {
  const { a, b } = await startPair();
  const ids = await addMany(a, COUNT);
  await syncWith(a, b.id);
  await b.api('PATCH', '/settings', { brakeItems: 4, brakePercent: 5 });
  await bulk(a, { action: 'delete', ids: ids.slice(0, 5) });
  expect(await syncWith(a, b.id)).toMatchObject({ heldThere: 5 });
  await b.api('PATCH', '/settings', { brakeEnabled: false });
  await bulk(a, { action: 'delete', ids });
  expect(await syncWith(a, b.id)).toMatchObject({ heldThere: 0 });
  expect((await listItems(b)).total).toBe(5);
  await b.api('POST', `/held/${a.id}`, { decision: 'accept' });
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
});

test.each([{ brakeItems: 0 }, { brakeItems: 1.5 }, { brakePercent: 101 }, { brakeEnabled: 'no' }])(
  '%j is refused, naming the field',
  async (wrong) => {
    const { a } = await startPair();
    const { status, body } = await a.api<Problem>('PATCH', '/settings', wrong);
    expect([status, body.errors?.[0]?.field]).toEqual([422, Object.keys(wrong)[0]]);
  },
);

test('a wrong decision is refused, and one about nothing is not found', async () => {
  const { a, b } = await startPair();
  for (const wrong of [
    {},
    { decision: 'maybe' },
    { decision: 'accept', itemIds: [] },
    { decision: 'accept', itemIds: [7] },
  ]) {
    expect((await b.api('POST', `/held/${a.id}`, wrong)).status).toBe(422);
  }
  expect((await b.api('POST', `/held/${a.id}`, { decision: 'accept' })).status).toBe(404);
  expect((await b.api('POST', '/held/nobody', { decision: 'accept' })).status).toBe(404);
  expect((await b.api<Problem>('GET', `/held/${a.id}?cursor=x`)).body.errors?.[0]?.field).toBe('cursor');
});

test('a guest’s changes are not taken at all, so nothing waits', async () => {
  const { a, b } = await startPair();
  await addMany(a, COUNT);
  await syncWith(a, b.id);
  await b.api('PATCH', `/peers/${a.id}`, { scope: 'guest' });
  const { items } = await listItems(a, { limit: 200 });
  await removeAll(
    a,
    items.map(({ id }: Item) => id),
  );
  await syncWith(a, b.id);
  expect((await b.api<HeldGroup[]>('GET', '/held')).body).toEqual([]);
});
