import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeItem, hasUnseenBy, isPurged, mergeVersions, readKey } from '../src/index.js';
import { arbitraryOps, cases, makeReplicas, type Op, play } from './arbitraries.js';
import { gossipUntilStable, lostWrites, playRecording } from './histories.js';

describe('replicas that gossip', () => {
  it('end with the same bytes, whatever the history', () => {
    const histories = fc
      .integer({ min: 2, max: 5 })
      .chain((count) => fc.tuple(fc.constant(count), arbitraryOps(count, 40)));
    fc.assert(
      fc.property(histories, ([count, ops]) => {
        const replicas = play(count, ops);
        gossipUntilStable(replicas);
        expect(new Set(replicas.map(({ copy }) => encodeItem(copy))).size).toBe(1);
      }),
      cases(3000),
    );
  });

  it('converge when deliveries come in any order, twice, or late', () => {
    fc.assert(
      fc.property(
        arbitraryOps(3),
        fc.array(fc.nat({ max: 2 }), { minLength: 6, maxLength: 12 }),
        (ops, order) => {
          const sources = play(3, ops).map(({ copy }) => copy);
          const [straight, shuffled] = makeReplicas(2);
          if (straight === undefined || shuffled === undefined) throw new Error('two replicas');
          for (const copy of sources) straight.receiveFrom(copy);
          for (const i of [...order, 0, 1, 2]) shuffled.receiveFrom(sources[i] ?? expect.fail());
          gossipUntilStable([straight, shuffled]);
          expect(encodeItem(straight.copy)).toBe(encodeItem(shuffled.copy));
        },
      ),
      cases(2000),
    );
  });

  it('lose nothing: each value written is there, was overwritten or purged knowingly, or is kept as a conflict', () => {
    fc.assert(
      fc.property(arbitraryOps(3, 30), (ops) => {
        const played = playRecording(3, ops);
        const { replicas } = played;
        gossipUntilStable(replicas);
        expect(lostWrites(replicas[0]?.copy ?? expect.fail(), played)).toEqual([]);
      }),
      cases(3000),
    );
  });

  it('keep what was purged away, unless somebody who had not seen the purge did something', () => {
    let gone = 0;
    fc.assert(
      fc.property(arbitraryOps(3, 30), (ops) => {
        // A deletion that must not win is undone by whoever finds it: that is a change which no purge has seen.
        const withoutDeletions = ops.filter((op) => op.do !== 'delete');
        const { replicas, purges } = playRecording(3, withoutDeletions);
        const everything = replicas.map(({ copy }) => copy.versions).reduce(mergeVersions);
        gossipUntilStable(replicas);
        const final = replicas[0]?.copy ?? expect.fail();
        // Whose purge had seen everything that was ever done.
        const last = purges.find(({ after }) => !hasUnseenBy(everything, after));
        if (last !== undefined) expect(isPurged(final)).toBe(true);
        if (last !== undefined) gone += 1;
        // What lives on is whole: no purge leaves a part of an item behind.
        expect(isPurged(final) || readKey(final, 'name') === 'Drill').toBe(true);
      }),
      cases(3000),
    );
    expect(gone).toBeGreaterThan(100);
  });
});

describe('histories that once went wrong', () => {
  const end = (ops: Op[]) => {
    const replicas = play(3, ops);
    gossipUntilStable(replicas);
    return replicas[0]?.copy ?? expect.fail();
  };

  it('a value rescued from a purge gave way unrecorded to one that the purge had seen', () => {
    const final = end([
      { do: 'edit', at: 0, key: 'future:thing', value: 'red' },
      { do: 'edit', at: 1, key: 'future:thing', value: 'blue' },
      { do: 'sync', at: 2, from: 1 },
      { do: 'edit', at: 2, key: 'x:label', value: 'red' },
      { do: 'purge', at: 1 },
    ]);
    const lost = [...final.keys].filter(([key]) => key.startsWith('conflict:future:thing:'));
    expect(readKey(final, 'future:thing')).toBe('blue');
    expect(lost.map(([, { value }]) => value)).toMatchObject([{ value: 'red' }]);
  });

  it('a rescue that counted as a change brought back what was purged again in full knowledge', () => {
    const final = end([
      { do: 'edit', at: 0, key: 'x:label', value: 'red' },
      { do: 'sync', at: 2, from: 0 },
      { do: 'purge', at: 1 },
      { do: 'sync', at: 2, from: 1 },
      { do: 'purge', at: 2 },
    ]);
    expect(isPurged(final)).toBe(true);
  });
});
