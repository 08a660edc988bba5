import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeCount,
  changeItem,
  createItem,
  encodeItem,
  isAhead,
  latestClock,
  MAX_DRIFT_MS,
  makeStamp,
  merge,
  type ReplicatedItem,
  readKey,
  restamp,
  settle,
  timeToFollow,
} from '../src/index.js';
import { arbitraryOps, cases, ITEM_ID, NOW, type Op } from './arbitraries.js';
import { gossipUntilStable, lostWrites, playApart } from './histories.js';

const HOUR = 3_600_000;
const at = (millis: number, replica: string) => makeStamp({ millis, counter: 0 }, `${replica}aaaaaaa22222`);
const after = (replica: string) => (kept: ReplicatedItem) => {
  const { millis } = timeToFollow(kept, null, NOW);
  return at(Math.max(millis + 1, NOW), replica);
};
const item = createItem(ITEM_ID, { name: 'Drill', notes: 'old' }, at(NOW - HOUR, 'b'));

describe('what was written while a clock was ahead', () => {
  it('is written again in the present; everything else stays, what was seen included', () => {
    const future = changeItem(item, { notes: 'new' }, at(NOW + HOUR, 'a'));
    const mended = restamp(future, NOW, after('c'));
    expect(mended.keys.get('notes')).toEqual({ value: 'new', stamp: at(NOW, 'c') });
    expect(mended.keys.get('name')).toEqual(future.keys.get('name'));
    expect([...mended.versions.keys()].sort()).toEqual(['a', 'b', 'c'].map((id) => `${id}aaaaaaa22222`));
    expect(changeCount(mended.versions)).toBe(changeCount(future.versions) + 1);
    expect(restamp(mended, NOW, () => expect.fail('nothing to do'))).toBe(mended);
  });

  it('within five minutes is left as it is', () => {
    const near = changeItem(item, { notes: 'new' }, at(NOW + MAX_DRIFT_MS, 'a'));
    expect(restamp(near, NOW, () => expect.fail('nothing to do'))).toBe(near);
  });

  it('stays above what it had overwritten, although that was stamped by a clock a little ahead of ours', () => {
    const theirs = changeItem(item, { deleted: true, notes: 'theirs' }, at(NOW + 4 * 60_000, 'b'));
    const future = changeItem(theirs, { deleted: false, notes: 'ours' }, at(NOW + HOUR, 'a'));
    const mended = restamp(future, NOW, after('c'));
    for (const [a, b] of [
      [mended, changeItem(theirs, { name: 'Saw' }, at(NOW + 4 * 60_000 + 1, 'b'))],
      [changeItem(theirs, { name: 'Saw' }, at(NOW + 4 * 60_000 + 1, 'b')), mended],
    ] as const) {
      const { item: merged, conflicts } = merge(a, b);
      expect([readKey(merged, 'deleted'), readKey(merged, 'notes'), conflicts]).toEqual([false, 'ours', []]);
    }
  });

  it('loses to an edit of what was mended, although a copy under the future stamps comes back', () => {
    const future = changeItem(item, { deleted: false, notes: 'first' }, at(NOW + HOUR, 'a'));
    const mended = restamp(future, NOW, after('c'));
    const edited = changeItem(mended, { deleted: true, notes: 'second' }, at(NOW + 1, 'c'));
    expect(merge(future, edited)).toMatchObject({ item: edited, conflicts: [], undelete: false });
    expect(merge(edited, future)).toMatchObject({ item: edited, conflicts: [], undelete: false });
  });

  it('is kept as a conflict when somebody who had not seen it changed the same', () => {
    const future = changeItem(item, { notes: 'ours' }, at(NOW + HOUR, 'a'));
    const theirs = changeItem(item, { notes: 'theirs' }, at(NOW + 1, 'b'));
    const settled = settle(merge(restamp(future, NOW, after('c')), theirs), () => at(NOW + 2, 'c'));
    expect(readKey(settled, 'notes')).toBe('theirs');
    expect(readKey(settled, `conflict:notes:${at(NOW, 'c')}`)).toMatchObject({ value: 'ours' });
  });
});

describe('replicas whose clocks are up to a day wrong and jump, who meet only those whose clocks agree', () => {
  const wild = arbitraryOps(3, 40).map((ops) =>
    ops.map((op): Op => (op.do === 'time' ? { ...op, by: op.by * 360 } : op)),
  );

  it('end with the same bytes, nothing lost and nothing in the future, once the clocks are right', {
    timeout: 120_000,
  }, () => {
    let futures = 0;
    fc.assert(
      fc.property(wild, (ops) => {
        const played = playApart(3, ops);
        const { replicas } = played;
        for (const replica of replicas) {
          replica.wall = NOW;
          if (isAhead(latestClock(replica.copy), NOW)) futures += 1;
          played.mend(replica);
        }
        gossipUntilStable(replicas);
        expect(new Set(replicas.map(({ copy }) => encodeItem(copy))).size).toBe(1);
        const final = replicas[0]?.copy ?? expect.fail();
        expect(isAhead(latestClock(final), NOW)).toBe(false);
        expect(lostWrites(final, played)).toEqual([]);
      }),
      cases(2000),
    );
    expect(futures).toBeGreaterThan(20);
  });
});
