import { describe, expect, it } from 'vitest';
import {
  changeItem,
  checkItem,
  conflictKey,
  createItem,
  encodeItem,
  isDeleted,
  lossOf,
  makeStamp,
  merge,
  purgeItem,
  type ReplicatedItem,
  readKey,
  refuse,
  settle,
} from '../src/index.js';
import { ITEM_ID, NOW } from './arbitraries.js';

const A = 'aaaaaaaa22222';
const B = 'bbbbbbbb22222';
const at = (minute: number, replica: string) =>
  makeStamp({ millis: NOW + minute * 60_000, counter: 0 }, replica);
const made = createItem(ITEM_ID, { name: 'Drill', notes: '', brand: 'Bosch', 'x:shelf': 4 }, at(0, A));
const mergedBy = (local: ReplicatedItem, incoming: ReplicatedItem) =>
  settle(merge(local, incoming), () => at(90, B));

describe('what a merge takes from whoever has the item', () => {
  it.each([
    ['a deletion', { deleted: true }, 'delete'],
    ['another value', { name: 'Saw' }, 'overwrite'],
    ['a value emptied', { brand: '' }, 'overwrite'],
    ['a field of one’s own removed', { 'x:shelf': null }, 'overwrite'],
    ['a value where there was none', { notes: 'sharp', model: 'PSB' }, null],
    ['the same value again', { name: 'Drill' }, null],
    ['a document', { 'asset:1': { type: 'manual' } }, null],
  ] as const)('%s', (_what, changes, loss) => {
    expect(lossOf(made, mergedBy(made, changeItem(made, changes, at(1, B))))).toBe(loss);
  });

  it('is nothing where the value is kept as a conflict', () => {
    const ours = changeItem(made, { name: 'Our drill' }, at(1, A));
    const theirs = changeItem(made, { name: 'Their drill' }, at(2, B));
    const merged = mergedBy(ours, theirs);
    expect(readKey(merged, 'name')).toBe('Their drill');
    expect(merged.keys.has(conflictKey('name', at(1, A)))).toBe(true);
    expect(lossOf(ours, merged)).toBeNull();
    // Settled for theirs, our value is not what counts any more.
    expect(lossOf(ours, changeItem(merged, { [conflictKey('name', at(1, A))]: null }, at(91, A)))).toBeNull();
  });

  it('is nothing when a deletion had not seen our change, and everything when it had', () => {
    const deleted = changeItem(made, { deleted: true }, at(2, B));
    const ours = changeItem(made, { notes: 'sharp' }, at(1, A));
    expect(lossOf(ours, mergedBy(ours, deleted))).toBeNull();
    expect(lossOf(made, mergedBy(made, purgeItem(deleted, at(3, B))))).toBe('delete');
    // What lies in the trash is still there.
    expect(lossOf(deleted, purgeItem(deleted, at(3, B)))).toBe('delete');
    expect(lossOf(deleted, changeItem(deleted, { deleted: false }, at(3, A)))).toBeNull();
  });
});

describe('refusing what a merge did', () => {
  const gone = changeItem(made, { deleted: true }, at(1, B));
  it.each([
    ['a deletion', gone],
    [
      'other values and added ones',
      changeItem(made, { name: 'Saw', notes: 'x', 'x:shelf': null, 'x:n': 1 }, at(1, B)),
    ],
    ['a purge', purgeItem(gone, at(2, B))],
  ])('shows again what was there, here and where it came from: %s', (_what, incoming) => {
    const refused = refuse(mergedBy(made, incoming), made, at(100, A));
    for (const item of [refused, settle(merge(incoming, refused), () => at(101, B))]) {
      expect(isDeleted(item)).toBe(false);
      for (const key of ['name', 'notes', 'brand', 'x:shelf'])
        expect(readKey(item, key)).toEqual(readKey(made, key));
      expect(readKey(item, 'x:n') ?? null).toBeNull();
      const limits = {
        itemBytes: 4_194_304,
        replicasPerItem: 10_000,
        keysPerItem: 100,
        valueBytes: 1e4,
        jsonDepth: 9,
        shortTextLength: 200,
        notesLength: 1e4,
      };
      expect(checkItem(JSON.parse(encodeItem(item)), NOW + 1e9, limits).ok).toBe(true);
    }
    expect(settle(merge(incoming, refused), () => at(101, B))).toEqual(refused);
  });

  it('keeps an item in the trash that was purged there', () => {
    expect(isDeleted(refuse(purgeItem(gone, at(2, B)), gone, at(3, A)))).toBe(true);
  });

  it('brings conflicts back with what a purge took, and leaves a settled one settled', () => {
    const key = conflictKey('name', at(0, B));
    const open = changeItem(made, { [key]: { value: 'Hammer', over: at(0, A) } }, at(1, A));
    expect(readKey(refuse(purgeItem(open, at(2, B)), open, at(3, A)), key)).not.toBeNull();
    const settled = changeItem(open, { [key]: null, name: 'Hammer' }, at(2, B));
    const refused = refuse(settled, open, at(3, A));
    expect([readKey(refused, key), readKey(refused, 'name')]).toEqual([null, 'Drill']);
  });
});
