import { describe, expect, it } from 'vitest';
import {
  changeItem,
  checkItem,
  conflictKey,
  createItem,
  encodeItem,
  isDeleted,
  isPurged,
  makeStamp,
  merge,
  purgeCount,
  purgeItem,
  type ReplicatedItem,
  readKey,
  settle,
} from '../src/index.js';
import { ITEM_ID, NOW } from './arbitraries.js';

const A = 'aaaaaaaa22222';
const B = 'bbbbbbbb22222';
const C = 'cccccccc22222';
const at = (minute: number, replica: string) =>
  makeStamp({ millis: NOW + minute * 60_000, counter: 0 }, replica);
const created = () =>
  createItem(ITEM_ID, { name: 'Drill', notes: '', 'x:shelf': 4, 'future:thing': ['a'] }, at(0, A));
const trashed = () => changeItem(created(), { deleted: true }, at(1, A));
/** What a replica is left with after it received a copy. */
const received = (local: ReplicatedItem, incoming: ReplicatedItem, minute: number, replica: string) =>
  settle(merge(local, incoming), () => at(minute, replica));
const bothWays = (a: ReplicatedItem, b: ReplicatedItem) =>
  [received(a, b, 90, C), received(b, a, 90, C)] as const;

describe('a purge', () => {
  it('drops every key, the unknown ones too, and keeps what the purger had seen', () => {
    const item = changeItem(
      trashed(),
      { [conflictKey('notes', at(0, B))]: { value: 'x', over: null } },
      at(2, B),
    );
    const gone = purgeItem(item, at(3, C));
    expect([...gone.keys]).toEqual([['purged', { value: 1, stamp: at(3, C) }]]);
    expect([...gone.versions.keys()]).toEqual([A, B, C]);
    expect(isPurged(gone)).toBe(true);
    expect(isDeleted(gone)).toBe(false);
  });

  it('leaves about 150 bytes, and 40 for each further run of a process that wrote the item', () => {
    expect(encodeItem(purgeItem(trashed(), at(3, A)))).toHaveLength(152);
    expect(encodeItem(purgeItem(trashed(), at(3, B)))).toHaveLength(191);
  });

  it('reaches every copy that holds nothing it had not seen, however old', () => {
    const gone = purgeItem(trashed(), at(3, B));
    for (const old of [created(), trashed(), gone]) {
      for (const end of bothWays(old, gone)) expect(encodeItem(end)).toBe(encodeItem(gone));
    }
  });

  it('does not win over a change that it had not seen: the item lives on whole, and says so', () => {
    const gone = purgeItem(trashed(), at(3, A));
    const edited = changeItem(created(), { notes: 'still in use' }, at(2, B));
    for (const end of bothWays(gone, edited)) {
      expect(isDeleted(end)).toBe(false);
      expect(readKey(end, 'name')).toBe('Drill');
      expect(readKey(end, 'notes')).toBe('still in use');
      expect(readKey(end, 'x:shelf')).toBe(4);
      expect(readKey(end, 'future:thing')).toEqual(['a']);
      expect(readKey(end, conflictKey('purged', at(3, A)))).toEqual({ value: true, over: null });
    }
  });

  it('does not win over a restore that it had not seen', () => {
    const gone = purgeItem(trashed(), at(3, A));
    const restored = changeItem(trashed(), { deleted: false }, at(2, B));
    for (const end of bothWays(gone, restored)) {
      expect(isDeleted(end)).toBe(false);
      expect(readKey(end, 'name')).toBe('Drill');
    }
  });

  it('leaves in the trash what somebody deleted who had not seen it', () => {
    const gone = purgeItem(trashed(), at(3, A));
    const deletedToo = changeItem(created(), { notes: 'broken', deleted: true }, at(2, B));
    for (const end of bothWays(gone, deletedToo)) {
      expect(isDeleted(end)).toBe(true);
      expect(readKey(end, 'notes')).toBe('broken');
      expect(end.keys.has(conflictKey('purged', at(3, A)))).toBe(false);
    }
  });

  it('by two at once is one purge', () => {
    const [mine, theirs] = [purgeItem(trashed(), at(3, A)), purgeItem(trashed(), at(3, B))];
    for (const end of bothWays(mine, theirs)) {
      expect(isPurged(end)).toBe(true);
      expect(end.keys.get('purged')).toEqual({ value: 1, stamp: at(3, B) });
    }
  });

  it('of what was rescued drops that too, and older copies do not bring it back', () => {
    const gone = purgeItem(trashed(), at(3, A));
    const edited = changeItem(created(), { notes: 'still in use' }, at(2, B));
    const rescued = received(gone, edited, 4, A);
    const goneAgain = purgeItem(rescued, at(5, A));
    expect(purgeCount(goneAgain)).toBe(2);
    for (const old of [created(), trashed(), gone, edited, rescued]) {
      for (const end of bothWays(old, goneAgain)) expect(encodeItem(end)).toBe(encodeItem(goneAgain));
    }
  });

  it('lets two who rescued different changes of it end with both, and no conflict between them', () => {
    const gone = purgeItem(trashed(), at(3, A));
    const mine = received(gone, changeItem(created(), { notes: 'squeaks' }, at(2, B)), 4, A);
    const theirs = received(gone, changeItem(created(), { brand: 'Bosch' }, at(2, C)), 5, B);
    const merged = merge(mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(readKey(merged.item, 'notes')).toBe('squeaks');
    expect(readKey(merged.item, 'brand')).toBe('Bosch');
    expect(readKey(merged.item, 'name')).toBe('Drill');
  });

  it('keeps both of two values that nobody compared, where one lay behind the purge', () => {
    const gone = purgeItem(trashed(), at(3, A));
    const rescued = received(gone, changeItem(created(), { brand: 'Bosch' }, at(2, B)), 4, A);
    const mine = changeItem(rescued, { notes: 'mine' }, at(5, A));
    const theirs = changeItem(created(), { notes: 'theirs' }, at(6, C));
    for (const end of bothWays(mine, theirs)) {
      expect(readKey(end, 'notes')).toBe('theirs');
      expect(readKey(end, conflictKey('notes', at(5, A)))).toMatchObject({ value: 'mine', over: at(6, C) });
    }
  });

  it('is refused from elsewhere unless it counts', () => {
    const limits = {
      itemBytes: 9e9,
      replicasPerItem: 99,
      keysPerItem: 9,
      valueBytes: 99,
      jsonDepth: 9,
      shortTextLength: 9,
      notesLength: 9,
    };
    const check = (value: unknown) => {
      const text = encodeItem(purgeItem(created(), at(3, A))).replace('[1,', `[${JSON.stringify(value)},`);
      const checked = checkItem(JSON.parse(text), NOW + 3_600_000, limits);
      return checked.ok || checked.code;
    };
    expect([1, 2, 0xffff_ffff].map(check)).toEqual([true, true, true]);
    expect([0, -1, 1.5, 2 ** 40, true, null, '1', [1]].map(check)).toEqual(Array(8).fill('bad_value'));
  });
});
