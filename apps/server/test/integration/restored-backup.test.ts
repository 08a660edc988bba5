import { cp, rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { addItem, changeItem, lastLog, listAll, readItem, removeItem, syncWith } from '../support/api.js';
import { restart, startTwo } from '../support/processes.js';

test('a data folder restored from a backup is reconciled: nothing typed on either side is lost', async () => {
  const { a: first, b } = await startTwo();
  const [drill, saw, lamp] = await Promise.all(
    ['Drill', 'Saw', 'Lamp'].map((name) => addItem(first, { name })),
  );
  if (drill === undefined || saw === undefined || lamp === undefined) throw new Error('not added');
  await syncWith(first, b.id);

  await first.stop();
  await cp(first.dataDir, `${first.dataDir}.backup`, { recursive: true });
  const second = await restart(first);
  await changeItem(second, drill.id, { notes: 'written after the backup' });
  await removeItem(second, lamp.id);
  const late = await addItem(second, { name: 'Late' });
  await syncWith(second, b.id);
  await changeItem(b, saw.id, { brand: 'written there' });
  await second.stop('SIGKILL');

  await rm(first.dataDir, { recursive: true });
  await cp(`${first.dataDir}.backup`, first.dataDir, { recursive: true });
  const restored = await restart(first);
  expect((await readItem(restored, drill.id)).notes).toBe('');
  await changeItem(restored, drill.id, { model: 'written after the restore' });
  const anew = await addItem(restored, { name: 'Anew' });

  expect(await syncWith(restored, b.id)).toMatchObject({ conflicts: 0, identical: true });
  // The unknown cursor was noticed at once, not by a proof that failed at the end.
  expect(await lastLog(restored)).toMatchObject({ reconciled: false, error: null });

  for (const side of [restored, b]) {
    expect(await readItem(side, drill.id)).toMatchObject({
      notes: 'written after the backup',
      model: 'written after the restore',
    });
    expect((await readItem(side, saw.id)).brand).toBe('written there');
    expect((await readItem(side, lamp.id)).deletedAt).not.toBeNull();
    const names = (await listAll(side)).map(({ name }) => name);
    expect(names).toEqual([anew, drill, late, saw].map(({ name }) => name));
  }
  expect(await syncWith(b, restored.id)).toMatchObject({ itemsReceived: 0, itemsSent: 0, identical: true });
});

test('a folder that was copied and runs twice writes as two, and both converge', async () => {
  const { a, b } = await startTwo();
  const { id } = await addItem(a, { name: 'Drill' });
  await syncWith(a, b.id);
  await a.stop();
  await cp(a.dataDir, `${a.dataDir}.copy`, { recursive: true });

  const original = await restart(a);
  await changeItem(original, id, { notes: 'by the original' });
  await syncWith(original, b.id);
  await original.stop();
  const copy = await restart(a, { dataDir: `${a.dataDir}.copy` });
  expect(copy.id).toBe(a.id);
  await changeItem(copy, id, { brand: 'by the copy' });
  expect(await syncWith(copy, b.id)).toMatchObject({ identical: true });

  const both = { notes: 'by the original', brand: 'by the copy', conflictCount: 0 };
  for (const side of [copy, b]) expect(await readItem(side, id)).toMatchObject(both);
});
