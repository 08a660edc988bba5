import type {
  ConflictPage,
  FieldConflict,
  ItemInput,
  Problem,
  SeenConflict,
  SettleChoice,
  SettleResult,
} from '@brique/shared';
import type { ReplicatedItem } from '@brique/sync-core';
import { expect } from 'vitest';
import { addItem, changeItem, readItem, syncWith } from './api.js';
import { startPair, type TestApp } from './build-app.js';
import { wireForm } from './documents.js';
import { MINUTE } from './fake-clock.js';

export const inbox = async (app: TestApp, query = '') =>
  (await app.api<ConflictPage>('GET', `/conflicts${query}`)).body;

export const conflictsOf = async (app: TestApp, id: string) => (await readItem(app, id)).fieldConflicts;

export const undo = (app: TestApp, undoId: string | null) =>
  app.api<{ changed: number }>('POST', '/items/undo', { undoId });

/** As the page does it: with what it was shown. */
export const settle = (app: TestApp, id: string, field: FieldConflict, choice: SettleChoice) =>
  app.api<SettleResult & Problem>('POST', `/items/${id}/conflicts/settle`, { ...seen(field), choice });

export const seen = ({ key, current, sides }: FieldConflict): SeenConflict => ({
  key,
  current,
  conflicts: sides.flatMap(({ conflict }) => conflict ?? []),
});

/** The one there must be. */
export function only(fields: readonly FieldConflict[]): FieldConflict {
  expect(fields).toHaveLength(1);
  return fields[0] ?? expect.fail();
}

/** The name of the kept side with a value. */
export const keptName = (field: FieldConflict, value: unknown) =>
  field.sides.find((side) => !side.isCurrent && side.value === value)?.conflict ?? expect.fail();

export const valuesOf = (field: FieldConflict) => field.sides.map(({ value }) => value);

/** An item that both instances changed unaware of each other, after which both hold the same. */
export async function disagree(
  mine: Partial<ItemInput>,
  theirs: Partial<ItemInput>,
  start: Partial<ItemInput> = {},
) {
  const { a, b } = await startPair();
  const { id } = await addItem(a, { name: 'Drill', ...start });
  await syncWith(a, b.id);
  a.wall.move(MINUTE);
  await changeItem(a, id, mine);
  a.wall.move(MINUTE);
  await changeItem(b, id, theirs);
  await syncWith(a, b.id);
  return { a, b, id };
}

/** Takes in items that others wrote. */
export async function receive(app: TestApp, ...items: ReplicatedItem[]): Promise<void> {
  const body = JSON.stringify({ changes: items.map(wireForm) });
  const headers = { 'content-type': 'application/json' };
  const answer = await app.ui('/api/v1/gossip/items/batch', { method: 'POST', headers, body });
  expect(((await answer.json()) as { rejected: unknown[] }).rejected).toEqual([]);
}
