import type { ConflictPage, SettleResult } from '@brique/shared';
import { expect, test } from 'vitest';
import { addItem, changeItem, readItem, syncWith } from '../support/api.js';
import { startTwo } from '../support/processes.js';

test('one choice on one instance settles the conflict on the other, and taken back it is open on both', async () => {
  const { a, b } = await startTwo();
  const { id } = await addItem(a, { name: 'Drill', notes: 'in the shed' });
  await syncWith(a, b.id);
  await changeItem(a, id, { notes: 'in the cellar' });
  await changeItem(b, id, { notes: 'at Paul’s' });
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true, conflicts: 1 });

  const inbox = async (on: typeof a) => (await on.api<ConflictPage>('GET', '/conflicts')).body;
  const page = await inbox(a);
  expect(await inbox(b)).toEqual(page);
  const [field] = page.items[0]?.fields ?? [];
  if (field === undefined) throw new Error('no conflict');
  expect(field.before).toEqual({ value: 'in the shed' });
  const conflicts = field.sides.flatMap(({ conflict }) => conflict ?? []);
  const input = { key: 'notes', current: field.current, conflicts, choice: { value: 'at Paul’s, till May' } };
  const { status, body } = await b.api<SettleResult>('POST', `/items/${id}/conflicts/settle`, input);
  expect(status).toBe(200);
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true, conflicts: 0 });
  for (const on of [a, b]) {
    expect(await readItem(on, id)).toMatchObject({ notes: 'at Paul’s, till May', fieldConflicts: [] });
    expect((await inbox(on)).total).toBe(0);
  }

  await b.api('POST', '/items/undo', { undoId: body.undoId });
  expect(await syncWith(a, b.id)).toMatchObject({ identical: true });
  const [again] = (await inbox(a)).items[0]?.fields ?? [];
  expect(again?.sides.map(({ value }) => value)).toEqual(field.sides.map(({ value }) => value));
  expect(await inbox(b)).toEqual(await inbox(a));
});
