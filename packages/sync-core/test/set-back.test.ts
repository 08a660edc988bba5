import { describe, expect, it } from 'vitest';
import {
  changeItem,
  createItem,
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
  it('gives the keys that were written their earlier values, null where there was none; conflicts stay', () => {
    expect(setBack(changed, made, changed)).toEqual({
      changes: { notes: 'old', brand: null },
      changedSince: [],
    });
  });

  it('leaves a key alone that was written again since, and says so', () => {
    const later = changeItem(changed, { notes: 'newer', model: 'PS' }, at(3));
    expect(setBack(later, made, changed)).toEqual({ changes: { brand: null }, changedSince: ['notes'] });
  });

  it('has nothing to do when somebody has set it back already', () => {
    const back = changeItem(changed, { notes: 'old', brand: '' }, at(3));
    expect(setBack(back, made, changed)).toEqual({ changes: {}, changedSince: [] });
  });

  it('brings back what was deleted', () => {
    const deleted = changeItem(made, { deleted: true }, at(2));
    expect(setBack(deleted, made, deleted).changes).toEqual({ deleted: false });
  });

  it('moves an item that was made to the trash, unless somebody has changed it since', () => {
    expect(setBack(made, null, made).changes).toEqual({ deleted: true });
    expect(setBack(changed, null, made)).toEqual({
      changes: {},
      changedSince: ['brand', 'conflict:notes:x', 'notes'],
    });
  });

  it('leaves what was deleted for good alone', () => {
    const purged = purgeItem(changed, at(3));
    expect(setBack(purged, made, changed).changes).toEqual({});
    expect(restoreState(purged, made)).toEqual({});
  });
});

describe('an earlier state', () => {
  it('comes back by one change, which leaves the item reading as it did then', () => {
    const changes = restoreState(changed, made);
    expect(changes).toEqual({ notes: 'old', brand: null });
    const restored = changeItem(changed, changes, at(3));
    expect(readKey(restored, 'notes')).toBe('old');
    expect(restoreState(restored, made)).toEqual({});
    expect(restoreState(restored, changed)).toEqual({ notes: 'new', brand: 'Bosch' });
  });
});
