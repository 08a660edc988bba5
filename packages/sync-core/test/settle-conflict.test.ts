import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConflictChoice,
  changeItem,
  checkItem,
  clockOf,
  commonTo,
  createItem,
  currentName,
  encodeItem,
  isDeleted,
  isPurged,
  makeStamp,
  openConflicts,
  parseConflictKey,
  type ReplicatedItem,
  readKey,
  replicaOf,
  settleConflict,
} from '../src/index.js';
import { arbitraryOps, cases, ITEM_ID, LIMITS, makeReplicas, play, type Replica } from './arbitraries.js';

const STAMP = makeStamp({ millis: 1, counter: 0 }, 'aaaaaaaaaaaaa');

/** What a person sees in conflict: keys with the value that holds and those that are kept, and who wrote them. */
function shown(item: ReplicatedItem) {
  return openConflicts(item)
    .map(({ key, value, stamp }) => JSON.stringify({ key, value, stamp, now: readKey(item, key) }))
    .sort();
}

function gossip(replicas: readonly Replica[]): ReplicatedItem {
  for (let round = 0; round < 20; round++) {
    const before = replicas.map(({ copy }) => encodeItem(copy));
    for (const a of replicas) for (const b of replicas) if (a !== b) a.receiveFrom(b.copy);
    if (replicas.every(({ copy }, i) => encodeItem(copy) === before[i])) break;
  }
  expect(new Set(replicas.map(({ copy }) => encodeItem(copy))).size).toBe(1);
  return replicas[0]?.copy ?? expect.fail();
}

/** Each replica writes its value unaware of the others; then all hold the same copy, in conflict. */
function inConflict(values: readonly string[]): [Replica, Replica, ...Replica[]] {
  const replicas = makeReplicas(values.length);
  for (const [i, value] of values.entries()) replicas[i]?.write({ notes: value });
  gossip(replicas);
  return replicas as [Replica, Replica, ...Replica[]];
}

const kept = (item: ReplicatedItem) => openConflicts(item).map(({ value }) => value);

describe('a choice between values in conflict', () => {
  it('settles all of three values at once, everywhere', () => {
    const [a, b, c] = inConflict(['one', 'two', 'three']);
    expect(kept(b.copy)).toEqual(['two', 'one']);
    expect(readKey(b.copy, 'notes')).toBe('three');
    b.settleConflict(0, 'kept');
    const end = gossip([a, b, c ?? expect.fail()]);
    expect(readKey(end, 'notes')).toBe('two');
    expect(kept(end)).toEqual([]);
  });

  it('leaves a value open that came after the choice was shown', () => {
    const [a, b, c] = makeReplicas(3) as [Replica, Replica, Replica];
    for (const [replica, value] of [
      [a, 'one'],
      [b, 'two'],
      [c, 'three'],
    ] as const) {
      replica.write({ notes: value });
    }
    gossip([a, b]);
    a.settleConflict(0, 'current');
    expect(kept(a.copy)).toEqual([]);
    const end = gossip([a, b, c]);
    // The choice is the later write; what was not seen by it is kept.
    expect(readKey(end, 'notes')).toBe('two');
    expect(kept(end)).toEqual(['three']);
  });

  it.each([
    ['current', 'kept'],
    ['current', 'third'],
    ['kept', 'third'],
  ] as const)(
    'made differently on two instances at once (%s, %s) is a conflict of the two choices',
    (mine, theirs) => {
      const [a, b] = inConflict(['one', 'two']);
      a.settleConflict(0, mine);
      b.settleConflict(0, theirs);
      const chosen = [a, b].map(({ copy }) => readKey(copy, 'notes'));
      const end = gossip([a, b]);
      expect([readKey(end, 'notes'), ...kept(end)].sort()).toEqual([...chosen].sort());
      // One more choice, and it is settled for good.
      a.settleConflict(0, 'kept');
      expect(kept(gossip([a, b]))).toEqual([]);
    },
  );

  it('made alike on two instances at once is settled', () => {
    for (const choice of ['current', 'kept'] as const) {
      const [a, b] = inConflict(['one', 'two']);
      a.settleConflict(0, choice);
      b.settleConflict(0, choice);
      const end = gossip([a, b]);
      expect(readKey(end, 'notes')).toBe(choice === 'current' ? 'two' : 'one');
      expect(kept(end)).toEqual([]);
    }
  });

  it('lets an item stay that was deleted elsewhere, or go; and one that stays and goes at once, stays', () => {
    const start = () => {
      const [a, b] = makeReplicas(2) as [Replica, Replica];
      a.write({ deleted: true });
      b.write({ notes: 'in use' });
      const item = gossip([a, b]);
      expect(openConflicts(item).map(({ key, value }) => [key, value])).toEqual([['deleted', true]]);
      return [a, b] as const;
    };
    for (const [choice, isGone] of [
      ['current', false],
      ['kept', true],
    ] as const) {
      const [a, b] = start();
      a.settleConflict(0, choice);
      const end = gossip([a, b]);
      expect(isDeleted(end)).toBe(isGone);
      expect(kept(end)).toEqual([]);
    }
    const [a, b] = start();
    a.settleConflict(0, 'current');
    b.settleConflict(0, 'kept');
    const end = gossip([a, b]);
    expect(isDeleted(end)).toBe(false);
    expect(kept(end)).toEqual([true]);
  });

  it('sends what was deleted for good elsewhere to the trash at most', () => {
    const [a, b] = makeReplicas(2) as [Replica, Replica];
    a.purge();
    b.write({ notes: 'in use' });
    const open = openConflicts(gossip([a, b]));
    expect(open.map(({ key }) => key)).toEqual(['purged']);
    a.settleConflict(0, 'kept');
    const end = gossip([a, b]);
    expect([isPurged(end), isDeleted(end)]).toEqual([false, true]);
    a.undoChoice();
    const back = gossip([a, b]);
    expect(isDeleted(back)).toBe(false);
    expect(openConflicts(back).map(({ key, stamp }) => [key, stamp])).toEqual([['purged', open[0]?.stamp]]);
  });

  it('does nothing when another value holds by now, or what was seen is settled', () => {
    const [a] = inConflict(['one', 'two']);
    const item = a.copy;
    const entryKeys = openConflicts(item).map(({ entryKey }) => entryKey);
    const seen = { key: 'notes', current: currentName(item, 'notes'), entryKeys };
    const newer = changeItem(item, { notes: 'newer' }, a.stamp());
    const choices: ConflictChoice[] = [
      { keep: 'current' },
      { keep: 'kept', entryKey: entryKeys[0] ?? '' },
      { value: 'x' },
    ];
    for (const choice of choices) {
      const settled = settleConflict(item, seen, choice, a.stamp()) ?? expect.fail();
      expect(settleConflict(newer, seen, choice, a.stamp())).toBeNull();
      const seenNow = { ...seen, current: currentName(settled, 'notes') };
      expect(settleConflict(settled, seenNow, choice, a.stamp())).toBeNull();
    }
    const unknown = { keep: 'kept', entryKey: 'conflict:notes:x' } as const;
    expect(settleConflict(item, seen, unknown, a.stamp())).toBeNull();
  });
});

describe('a choice that is taken back', () => {
  it('leaves what was shown before it, whatever had happened, and stays so everywhere', () => {
    let undone = 0;
    fc.assert(
      fc.property(
        arbitraryOps(3, 30),
        fc.nat({ max: 2 }),
        fc.nat({ max: 3 }),
        fc.constantFrom('current' as const, 'kept' as const, 'third' as const),
        fc.boolean(),
        (ops, at, which, choice, syncsBetween) => {
          const replicas = play(3, ops);
          gossip(replicas);
          const one = replicas[at] ?? expect.fail();
          const before = shown(one.copy);
          if (one.settleConflict(which, choice) === null) return;
          if (syncsBetween) gossip(replicas);
          expect(shown(one.copy).length).toBeLessThan(before.length);
          one.undoChoice();
          undone += 1;
          expect(shown(one.copy).length).toBe(before.length);
          expect(shown(gossip(replicas))).toEqual(before);
        },
      ),
      cases(2000),
    );
    expect(undone).toBeGreaterThan(200);
  });

  it('stays as it is where somebody has written the field since', () => {
    const [a, b] = inConflict(['one', 'two']);
    a.settleConflict(0, 'kept');
    gossip([a, b]);
    b.write({ notes: 'newer' });
    gossip([a, b]);
    expect(a.undoChoice()).toBeNull();
    expect(kept(a.copy)).toEqual([]);
  });

  it('opens several values again, each under a name of its own, with the writers they had', () => {
    const [a, b, c] = inConflict(['one', 'two', 'three']);
    const before = shown(a.copy);
    a.settleConflict(0, 'third');
    a.undoChoice();
    const end = gossip([a, b, c ?? expect.fail()]);
    expect(shown(end)).toEqual(before);
    const names = openConflicts(end).map(({ entryKey }) => parseConflictKey(entryKey)?.losingStamp);
    expect(new Set(names).size).toBe(2);
    // And once more, for it settles like any other.
    b.settleConflict(0, 'kept');
    expect(kept(gossip([a, b, c ?? expect.fail()]))).toEqual([]);
    b.undoChoice();
    expect(shown(gossip([a, b, c ?? expect.fail()]))).toEqual(before);
  });

  it('and made otherwise elsewhere at once ends with everything to choose from', () => {
    const [a, b] = inConflict(['one', 'two']);
    a.settleConflict(0, 'kept');
    b.settleConflict(0, 'third');
    const third = readKey(b.copy, 'notes');
    a.undoChoice();
    const end = gossip([a, b]);
    expect([readKey(end, 'notes'), ...kept(end)].sort()).toEqual(['one', 'two', third].sort());
  });
});

it('a conflict of whatever may be in conflict is accepted everywhere, opened again too', () => {
  const deep = JSON.parse('['.repeat(32) + ']'.repeat(32));
  for (const key of [`x:${'k'.repeat(256)}`, `asset:${'k'.repeat(256)}`]) {
    for (const value of ['x'.repeat(65_534), deep]) {
      const [a, b] = makeReplicas(2) as [Replica, Replica];
      a.write({ [key]: value });
      b.write({ [key]: 'other' });
      const found = gossip([a, b]);
      a.settleConflict(0, 'current');
      a.undoChoice();
      for (const item of [found, a.copy]) {
        expect(openConflicts(item)).toHaveLength(1);
        expect(checkItem(JSON.parse(encodeItem(item)), Date.UTC(2100, 0), LIMITS)).toMatchObject({
          ok: true,
        });
      }
    }
  }
  const tooMuch = createItem(ITEM_ID, { [`conflict:x:a:${STAMP}`]: 'x'.repeat(75_000) }, STAMP);
  expect(checkItem(JSON.parse(encodeItem(tooMuch)), Date.UTC(2100, 0), LIMITS)).toMatchObject({
    code: 'value_too_large',
  });
});

describe('what both had seen', () => {
  it('is kept with the value, so that whoever knows the past finds what it was before both changes', () => {
    const [a, b] = makeReplicas(2) as [Replica, Replica];
    a.write({ notes: 'shared' });
    const shared = currentName(a.copy, 'notes');
    b.receiveFrom(a.copy);
    a.write({ notes: 'draft' });
    const draft = currentName(a.copy, 'notes');
    a.write({ notes: 'mine' });
    b.write({ notes: 'theirs' });
    const [open] = openConflicts(gossip([a, b]));
    const sawBoth = (stamp: string) => (open?.common?.get(replicaOf(stamp)) ?? '') >= clockOf(stamp);
    expect([sawBoth(shared), sawBoth(draft)]).toEqual([true, false]);
    a.settleConflict(0, 'kept');
    a.undoChoice();
    expect(openConflicts(a.copy)[0]?.common).toEqual(open?.common);
  });

  it('is left out where it would be much', () => {
    const many = new Map(Array.from({ length: 101 }, (_, i) => [`replica${i}`, { clock: '1', count: 1 }]));
    expect(commonTo(many, many)).toEqual({});
    many.delete('replica0');
    expect(Object.keys(commonTo(many, many).common ?? {})).toHaveLength(100);
  });
});
