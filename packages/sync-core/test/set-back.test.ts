import { describe, expect, it } from 'vitest';
import {
  changeItem,
  checkItem,
  createItem,
  encodeItem,
  makeStamp,
  purgeItem,
  readKey,
  restoreState,
  setBack,
} from '../src/index.js';

const at = (millis: number) => makeStamp({ millis, counter: 0 }, 'aaaaaaaaabbbb');
const ID = '019bb000-0000-7000-8000-000000000001';
const made = createItem(ID, { name: 'Saw', notes: 'old', origin: 'anna' }, at(1));
const changed = changeItem(made, { notes: 'new', brand: 'Bosch', 'conflict:notes:x': { value: 1 } }, at(2));

describe('setting an item back', () => {
  it('gives the keys that were written their earlier values, and nothing where there was nothing; conflicts stay', () => {
    expect(setBack(changed, [{ before: made, after: changed }])).toEqual({
      changes: { notes: 'old', brand: '' },
      changedSince: [],
    });
  });

  it('leaves a key alone that was written again since, and says so', () => {
    const later = changeItem(changed, { notes: 'newer', model: 'PS' }, at(3));
    expect(setBack(later, [{ before: made, after: changed }])).toEqual({
      changes: { brand: '' },
      changedSince: ['notes'],
    });
  });

  it('has nothing to do when somebody has set it back already', () => {
    const back = changeItem(changed, { notes: 'old', brand: '' }, at(3));
    expect(setBack(back, [{ before: made, after: changed }])).toEqual({ changes: {}, changedSince: [] });
  });

  it('brings back what was deleted', () => {
    const deleted = changeItem(made, { deleted: true }, at(2));
    expect(setBack(deleted, [{ before: made, after: deleted }]).changes).toEqual({ deleted: false });
  });

  it('moves an item that was made to the trash, unless somebody has changed it since', () => {
    expect(setBack(made, [{ before: null, after: made }]).changes).toEqual({ deleted: true });
    expect(setBack(changed, [{ before: null, after: made }])).toEqual({
      changes: {},
      changedSince: ['brand', 'conflict:notes:x', 'notes'],
    });
  });

  it('takes several writes back together, and leaves alone what somebody else wrote between them', () => {
    const between = changeItem(changed, { model: 'PS' }, at(3));
    const last = changeItem(between, { notes: 'newest' }, at(4));
    const writes = [
      { before: made, after: changed },
      { before: between, after: last },
    ];
    expect(setBack(last, writes)).toEqual({ changes: { notes: 'old', brand: '' }, changedSince: [] });
  });

  it('leaves what was deleted for good alone', () => {
    const purged = purgeItem(changed, at(3));
    expect(setBack(purged, [{ before: made, after: changed }]).changes).toEqual({});
    expect(restoreState(purged, made)).toEqual({});
  });
});

it('is accepted everywhere: no key gets a value that an instance would refuse', () => {
  const all = { name: 'x', category: 'x', brand: 'x', model: 'x', serialNumber: 'x', notes: 'x', photo: 'x' };
  const full = changeItem(
    made,
    { ...all, purchaseDate: '2026-01-01', deleted: true, 'x:a': 1, later: {} },
    at(2),
  );
  const back = changeItem(full, setBack(full, [{ before: made, after: full }]).changes, at(3));
  const limits = {
    ...{
      itemBytes: 4_194_304,
      replicasPerItem: 10_000,
      keysPerItem: 100,
      valueBytes: 1000,
      jsonDepth: 9,
      shortTextLength: 99,
      notesLength: 99,
    },
  };
  const without = { ...back, keys: new Map([...back.keys].filter(([key]) => key !== 'origin')) };
  expect(checkItem(JSON.parse(encodeItem(without)), 10, limits).ok).toBe(true);
});

describe('an earlier state', () => {
  it('comes back by one change, which leaves the item reading as it did then', () => {
    const changes = restoreState(changed, made);
    expect(changes).toEqual({ notes: 'old', brand: '' });
    const restored = changeItem(changed, changes, at(3));
    expect(readKey(restored, 'notes')).toBe('old');
    expect(restoreState(restored, made)).toEqual({});
    expect(restoreState(restored, changed)).toEqual({ notes: 'new', brand: 'Bosch' });
  });
});
