import type { PurgeResult } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, listAll, readItem, removeItem, syncWith } from '../support/api.js';
import { restart, startTwo } from '../support/processes.js';

test('an emptied trash is empty on the other side and after a restart, but for what was changed there', async () => {
  const { a, b } = await startTwo();
  const saw = await addItem(a, { name: 'Saw' });
  const lamp = await addItem(a, { name: 'Lamp', brand: 'Jieldé' });
  await syncWith(a, b.id);
  await changeItem(b, lamp.id, { notes: 'new cable' });
  for (const { id } of [saw, lamp]) await removeItem(a, id);
  const { body } = await a.api<PurgeResult>('POST', '/items/purge', { filter: { deleted: true } });
  expect(body).toEqual({ purged: 2, passedOver: 0 });

  expect(await syncWith(a, b.id)).toMatchObject({ identical: true, conflicts: 1 });
  await b.stop();
  const again = await restart(b);
  for (const side of [a, again]) {
    expect(await listAll(side, { deleted: 1 })).toEqual([]);
    expect((await listAll(side)).map(({ name }) => name)).toEqual(['Lamp']);
    expect(await readItem(side, lamp.id)).toMatchObject({
      brand: 'Jieldé',
      notes: 'new cable',
      conflictCount: 1,
    });
    expect((await side.api('GET', `/items/${saw.id}`)).status).toBe(404);
  }
  expect(await syncWith(again, a.id)).toMatchObject({ identical: true, itemsReceived: 0, itemsSent: 0 });
});
