import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beats,
  changeItem,
  compareVersions,
  conflictKey,
  createItem,
  encodeItem,
  isDeleted,
  makeStamp,
  merge,
  parseConflictKey,
  purgeCount,
  type ReplicatedItem,
  readKey,
  settle,
} from '../src/index.js';
import { arbitraryCopies, cases, ITEM_ID, NOW } from './arbitraries.js';

const A = 'aaaaaaaa22222';
const B = 'bbbbbbbb22222';
const at = (minute: number, replica: string) =>
  makeStamp({ millis: NOW + minute * 60_000, counter: 0 }, replica);
const text = (item: ReplicatedItem) => encodeItem(item);
const created = () => createItem(ITEM_ID, { name: 'Drill', notes: '' }, at(0, A));

describe('merge', () => {
  it('is commutative: both sides agree on the item, its conflicts and whether a deletion stands', () => {
    fc.assert(
      fc.property(arbitraryCopies, ([a, b]) => {
        const [ab, ba] = [merge(a, b), merge(b, a)];
        expect(text(ab.item)).toBe(text(ba.item));
        expect(ab.conflicts).toEqual(ba.conflicts);
        expect(ab.undelete).toBe(ba.undelete);
        expect(ab.rescued).toEqual(ba.rescued);
        expect(text(settle(ab, () => at(999, A)))).toBe(text(settle(ba, () => at(999, A))));
      }),
      cases(4000),
    );
  });

  it('is associative and idempotent on keys and versions', () => {
    fc.assert(
      fc.property(arbitraryCopies, ([a, b, c]) => {
        const left = merge(merge(a, b).item, c).item;
        const right = merge(a, merge(b, c).item).item;
        expect(text(left)).toBe(text(right));
        expect(text(merge(left, left).item)).toBe(text(left));
        expect(text(merge(left, a).item)).toBe(text(left));
      }),
      cases(4000),
    );
  });

  it('finds no conflict where one copy has seen all of the other', () => {
    fc.assert(
      fc.property(arbitraryCopies, ([a, b]) => {
        const causality = compareVersions(a.versions, b.versions);
        const merged = merge(a, b);
        if (causality === 'concurrent') return;
        expect(merged.conflicts).toEqual([]);
        expect(merged.undelete).toBe(false);
        const newer = causality === 'before' ? b : a;
        // What was rescued may hold what others saw under the purge: copies of it complete each other.
        if (purgeCount(newer) === 0) expect(text(merged.item)).toBe(text(newer));
        for (const key of newer.keys.keys()) expect(settle(merged, () => '').keys.has(key)).toBe(true);
      }),
      cases(4000),
    );
  });

  it('has a total order of entries: a beats b exactly when b loses to a', () => {
    const entry = fc.record({
      value: fc.constantFrom(null, 'x', 'y', 1),
      stamp: fc.constantFrom(at(0, A), at(0, B), at(1, A)),
    });
    fc.assert(
      fc.property(fc.constantFrom('name', `conflict:name:${at(0, A)}`), entry, entry, (key, a, b) => {
        const same = a.stamp === b.stamp && a.value === b.value;
        expect(beats(key, a, b)).toBe(same ? false : !beats(key, b, a));
      }),
      cases(2000),
    );
  });

  it('keeps both of two concurrent edits of different fields', () => {
    const mine = changeItem(created(), { brand: 'Bosch' }, at(1, A));
    const theirs = changeItem(created(), { notes: 'squeaks' }, at(2, B));
    const merged = merge(mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(readKey(merged.item, 'brand')).toBe('Bosch');
    expect(readKey(merged.item, 'notes')).toBe('squeaks');
  });

  it('gives a field to the higher stamp and keeps the losing value in the item', () => {
    const mine = changeItem(created(), { notes: 'mine' }, at(1, A));
    const theirs = changeItem(created(), { notes: 'theirs' }, at(2, B));
    const merged = merge(mine, theirs);
    const settled = settle(merged, () => at(3, A));
    expect(readKey(settled, 'notes')).toBe('theirs');
    expect(readKey(settled, conflictKey('notes', at(1, A)))).toMatchObject({ value: 'mine', over: at(2, B) });
    // Whoever sees the conflict again adds nothing and needs no stamp.
    const again = merge(settled, mine);
    expect(settle(again, () => expect.fail('nothing to write'))).toBe(again.item);
  });

  it('does not call equal values, or an edit made in knowledge of the other, a conflict', () => {
    const mine = changeItem(created(), { notes: 'same' }, at(1, A));
    const theirs = changeItem(created(), { notes: 'same' }, at(2, B));
    expect(merge(mine, theirs).conflicts).toEqual([]);
    expect(merge(mine, changeItem(mine, { notes: 'later' }, at(2, B))).conflicts).toEqual([]);
  });

  it('never reopens a settled conflict, whatever the stamps', () => {
    const key = conflictKey('notes', at(1, A));
    const open = changeItem(created(), { [key]: { value: 'x', over: null } }, at(2, A));
    const settled = changeItem(open, { [key]: null }, at(3, A));
    const openedElsewhere = changeItem(created(), { [key]: { value: 'x', over: null } }, at(9, B));
    expect(readKey(merge(settled, openedElsewhere).item, key)).toBeNull();
    expect(readKey(merge(openedElsewhere, settled).item, key)).toBeNull();
  });

  it('lets a change survive a deletion by somebody who had not seen it, and says so in the item', () => {
    const deleted = changeItem(created(), { deleted: true }, at(5, A));
    const edited = changeItem(created(), { notes: 'still in use' }, at(1, B));
    const settled = settle(merge(deleted, edited), () => at(6, A));
    expect(isDeleted(settled)).toBe(false);
    expect(readKey(settled, 'notes')).toBe('still in use');
    expect(readKey(settled, conflictKey('deleted', at(5, A)))).toMatchObject({ value: true, over: null });
  });

  it('lets a deletion win over a copy that is merely older, and keeps two deletions deleted', () => {
    const deleted = changeItem(created(), { deleted: true }, at(5, A));
    expect(merge(created(), deleted).undelete).toBe(false);
    expect(isDeleted(merge(created(), deleted).item)).toBe(true);
    const deletedToo = changeItem(created(), { deleted: true }, at(4, B));
    const both = merge(deleted, deletedToo);
    expect(isDeleted(settle(both, () => expect.fail('nothing to write')))).toBe(true);
  });

  it('names the key and stamp in a conflict key so that they can be read back, colons included', () => {
    const key = conflictKey('x:a:b', at(1, A));
    expect(parseConflictKey(key)).toEqual({ key: 'x:a:b', losingStamp: at(1, A) });
    expect(parseConflictKey('conflict:x')).toBeNull();
  });
});
