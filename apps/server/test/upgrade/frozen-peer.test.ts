import type { Problem } from '@brique/shared';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import {
  addItem,
  changeItem,
  history,
  lastLog,
  listAll,
  peerOf,
  readItem,
  removeItem,
  syncWith,
} from '../support/api.js';
import { type FrozenPeer, introduce, startFrozenPeer } from '../support/frozen-peer.js';
import { type RunningInstance, startInstance } from '../support/processes.js';

/** Today's Brique with some items, and a peer that speaks protocol 1 as it was first released, with others. */
async function meet(ours: number, theirs: number, protocol?: number) {
  const [brique, frozen] = await Promise.all([startInstance({ name: 'Today' }), startFrozenPeer(protocol)]);
  await introduce(brique, frozen);
  const imported = Array.from({ length: ours }, (_, i) => ({ name: `Ours ${i}`, notes: `n${i} – é🔧` }));
  const csv = ['name,notes', ...imported.map(({ name, notes }) => `${name},${notes}`)].join('\n');
  const body = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv };
  if (ours > 0) await (await brique.fetch('/api/v1/items/import?format=csv', body)).text();
  const ids = Array.from({ length: theirs }, () => uuidv7());
  for (const [i, id] of ids.entries()) {
    await frozen.tell('write', {
      id,
      values: { name: `Theirs ${i}`, 'x:Shelf': { type: 'text', value: `B${i}` } },
    });
  }
  return { brique, frozen, ids };
}

/** All that Brique holds, trash and tombstones too, as the peer tells of itself. */
async function itemsOf(brique: RunningInstance): Promise<string[]> {
  const headers = { accept: 'application/x-ndjson' };
  const text = await (await brique.fetch('/api/v1/gossip/items/changes', { headers })).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith('{"id"'))
    .sort();
}

async function expectAlike(brique: RunningInstance, frozen: FrozenPeer, count: number): Promise<void> {
  const items = await frozen.items();
  expect(items).toHaveLength(count);
  expect(await itemsOf(brique)).toEqual(items);
}

const purge = (brique: RunningInstance, id: string) => brique.api('POST', '/items/purge', { ids: [id] });

test('it begins sessions: compares at first, goes on by cursors, merges as we do, and compares again without cursors', async () => {
  const { brique, frozen, ids } = await meet(70, 40);
  const [first = '', second = '', third = ''] = ids;
  expect(await frozen.sync(brique)).toMatchObject({
    ...{ itemsReceived: 70, itemsSent: 40, reconciledAtFirst: true, identical: true },
  });
  await expectAlike(brique, frozen, 110);
  expect(await lastLog(brique)).toMatchObject({
    initiatedBy: 'them',
    itemsReceived: 40,
    itemsSent: 70,
    error: null,
  });

  // The same key on both sides, other keys of one item, a deletion against a change, a purge: the peer merges, and tells us.
  await changeItem(brique, first, { name: 'Named here' });
  await frozen.tell('write', { id: first, values: { name: 'Named there' } });
  await changeItem(brique, second, { brand: 'Here' });
  await frozen.tell('write', { id: second, values: { model: 'There', 'future:key': [1, { a: null }] } });
  await removeItem(brique, third);
  await frozen.tell('write', { id: third, values: { notes: 'still in use' } });
  const [gone] = await listAll(brique, { search: 'Ours' });
  await removeItem(brique, gone?.id ?? '');
  await purge(brique, gone?.id ?? '');
  const cursors = await frozen.sync(brique);
  expect(cursors).toMatchObject({ itemsReceived: 4, conflicts: 2, reconciled: false, identical: true });
  expect(cursors.reconciledAtFirst).toBeUndefined();
  await expectAlike(brique, frozen, 110);
  expect(await readItem(brique, first)).toMatchObject({ name: 'Named there', conflictCount: 1 });
  expect(await readItem(brique, second)).toMatchObject({ brand: 'Here', model: 'There', conflictCount: 0 });
  expect(await readItem(brique, third)).toMatchObject({
    deletedAt: null,
    notes: 'still in use',
    conflictCount: 1,
  });

  await frozen.tell('forget');
  await frozen.tell('write', { id: uuidv7(), values: { name: 'Late' } });
  expect(await frozen.sync(brique)).toMatchObject({
    itemsReceived: 0,
    itemsSent: 1,
    reconciledAtFirst: true,
    identical: true,
  });
  expect(await frozen.sync(brique)).toMatchObject({ itemsReceived: 0, itemsSent: 0, identical: true });
  await expectAlike(brique, frozen, 111);
  expect(await peerOf(brique, frozen.id)).toMatchObject({ inSync: true });
});

test('it answers ours: whatever it wrote and we wrote, and a proof that fails leads to a comparison', async () => {
  const { brique, frozen, ids } = await meet(70, 40);
  const [first = '', second = ''] = ids;
  const sync = () => syncWith(brique, frozen.id);
  expect(await sync()).toMatchObject({ itemsReceived: 40, itemsSent: 70, identical: true, rejected: 0 });
  await expectAlike(brique, frozen, 110);

  await changeItem(brique, first, { name: 'Named here' });
  await frozen.tell('write', { id: first, values: { name: 'Named there' } });
  await removeItem(brique, second);
  await addItem(brique, { name: 'New here' });
  await frozen.tell('write', { id: uuidv7(), values: { name: 'New there' } });
  expect(await sync()).toMatchObject({ itemsReceived: 2, itemsSent: 3, conflicts: 1, identical: true });
  expect(await lastLog(brique)).toMatchObject({ reconciled: false, error: null });
  await expectAlike(brique, frozen, 112);
  expect(await readItem(brique, first)).toMatchObject({ conflictCount: 1 });

  // Its disk loses two items; its cursors say nothing of it.
  for (const id of [first, ids[9]]) await frozen.tell('lose', { id });
  expect(await sync()).toMatchObject({ itemsReceived: 0, itemsSent: 2, identical: true });
  expect(await lastLog(brique)).toMatchObject({ reconciled: true });
  await expectAlike(brique, frozen, 112);
  expect(await sync()).toMatchObject({ itemsReceived: 0, itemsSent: 0, identical: true });
});

test('either side may hold nothing at first; too much at once waits here, of which the peer knows nothing', async () => {
  const { brique, frozen, ids } = await meet(0, 60);
  expect(await syncWith(brique, frozen.id)).toMatchObject({
    itemsReceived: 60,
    itemsSent: 0,
    identical: true,
  });
  const other = await startFrozenPeer();
  await introduce(brique, other);
  expect(await other.sync(brique)).toMatchObject({ itemsReceived: 60, itemsSent: 0, identical: true });
  await changeItem(brique, (await listAll(brique))[0]?.id ?? '', { brand: 'Since' });
  expect(await other.sync(brique)).toMatchObject({ itemsReceived: 1, reconciled: false, identical: true });
  await expectAlike(brique, other, 60);

  expect(await frozen.sync(brique)).toMatchObject({ itemsReceived: 1, identical: true });
  for (const id of ids) await frozen.tell('write', { id, values: { deleted: true } });
  expect(await frozen.sync(brique)).toMatchObject({ itemsSent: 0, identical: false });
  expect(await lastLog(brique)).toMatchObject({ held: 60, error: null });
  expect(await listAll(brique)).toHaveLength(60);
  expect(await syncWith(brique, frozen.id)).toMatchObject({ itemsSent: 0, identical: false });
  expect(await lastLog(brique)).toMatchObject({ error: null });
  expect(await frozen.tell('running')).toBe(0);
  await brique.api('POST', `/held/${frozen.id}`, { decision: 'reject' });
  expect(await frozen.sync(brique)).toMatchObject({ itemsReceived: 60, identical: true });
  await expectAlike(brique, frozen, 60);
});

test('a peer that speaks an older or newer version is refused in words, from either side, and nothing is changed', async () => {
  const { brique, ...met } = await meet(2, 2, 0);
  const newer = await startFrozenPeer(2);
  await introduce(brique, newer);
  for (const [protocol, frozen] of [
    [0, met.frozen],
    [2, newer],
  ] as const) {
    const before = await frozen.items();
    const answer = await brique.api<Problem>('POST', `/peers/${frozen.id}/sync`);
    const words = `Frozen speaks version ${protocol} of the protocol, this instance version 1. Update the older one.`;
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([502, 'protocol_mismatch', words]);
    expect((await lastLog(brique)).error).toBe(`protocol_mismatch: ${words}`);
    await expect(frozen.sync(brique)).rejects.toThrow(/^protocol_mismatch: .*Update the older one/);
    expect(await lastLog(brique)).toMatchObject({
      initiatedBy: 'them',
      error: `protocol_mismatch: ${words}`,
    });
    expect(await frozen.items()).toEqual(before);
  }
  expect(await listAll(brique)).toHaveLength(2);
  expect((await history(brique)).logs).toHaveLength(4);
});
