import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeItem,
  type PastWrite,
  type ReplicatedItem,
  readKey,
  restoreState,
  setBack,
  takeBack,
} from '../src/index.js';
import { arbitraryOps, cases, makeReplicas, type Op, type Replica } from './arbitraries.js';
import { gossipUntilStable, lostWrites, Played } from './histories.js';

type Step =
  | Op
  /** Takes back a session: all that it brought, several meetings with others perhaps. */
  | { readonly do: 'rollBack'; readonly at: number; readonly from: number; readonly meetings: number }
  /** Brings back an earlier state. */
  | { readonly do: 'restoreState'; readonly at: number; readonly which: number }
  /** Takes the last of these back in turn. */
  | { readonly do: 'undo back'; readonly at: number };

/** What replicas remember of the past of their copies. */
class Past {
  readonly played: Played;
  readonly #states = new Map<Replica, ReplicatedItem[]>();
  readonly #received = new Map<Replica, PastWrite[]>();
  readonly #back = new Map<Replica, Map<string, { value: ReturnType<typeof readKey>; stamp: string }>>();
  backs = 0;

  constructor(count: number) {
    this.played = new Played(makeReplicas(count));
  }

  take(step: Step): void {
    const replica = this.played.replicas[step.at];
    if (replica === undefined) return;
    const before = replica.copy;
    if (step.do === 'rollBack') {
      const received = this.#received.get(replica) ?? [];
      const first = received.length === 0 ? 0 : step.from % received.length;
      this.#write(replica, setBack(before, received.slice(first, first + step.meetings)).changes);
    } else if (step.do === 'restoreState') {
      const states = this.#states.get(replica) ?? [];
      const then = states[step.which % Math.max(1, states.length)];
      if (then !== undefined) this.#write(replica, restoreState(before, then));
    } else if (step.do === 'undo back') {
      const back = this.#back.get(replica);
      this.#back.delete(replica);
      if (back !== undefined) this.#write(replica, null, back);
    } else {
      this.played.apply(step);
    }
    if (replica.copy === before) return;
    this.#states.set(replica, [...(this.#states.get(replica) ?? []), before]);
    if (step.do !== 'sync') return;
    this.#received.set(replica, [...(this.#received.get(replica) ?? []), { before, after: replica.copy }]);
  }

  #write(replica: Replica, changes: Parameters<Replica['write']>[0] | null, back = new Map()): void {
    const before = replica.copy;
    this.played.note(replica, () => {
      if (changes !== null) return replica.write(changes);
      const stamp = replica.stamp();
      replica.copy = takeBack(before, back, stamp);
      return replica.copy === before ? null : stamp;
    });
    if (replica.copy === before) return;
    this.backs += 1;
    const changed = [...replica.copy.keys].filter(
      ([key, { stamp }]) => before.keys.get(key)?.stamp !== stamp,
    );
    this.#back.set(
      replica,
      new Map(changed.map(([key, { stamp }]) => [key, { value: readKey(before, key), stamp }])),
    );
  }
}

const arbitrarySteps: fc.Arbitrary<Step[]> = arbitraryOps(3, 30).chain((ops) =>
  fc
    .array(
      fc.record({
        place: fc.nat(),
        step: fc.oneof<fc.Arbitrary<Step>[]>(
          fc.record({
            do: fc.constant('rollBack' as const),
            at: fc.nat({ max: 2 }),
            from: fc.nat({ max: 9 }),
            meetings: fc.integer({ min: 1, max: 3 }),
          }),
          fc.record({
            do: fc.constant('restoreState' as const),
            at: fc.nat({ max: 2 }),
            which: fc.nat({ max: 20 }),
          }),
          fc.record({ do: fc.constant('undo back' as const), at: fc.nat({ max: 2 }) }),
        ),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((backs) => {
      const steps: Step[] = [...ops];
      for (const { place, step } of backs) steps.splice(place % (steps.length + 1), 0, step);
      return steps;
    }),
);

describe('instances that take sessions back and bring earlier states back', () => {
  it('end with the same bytes and lose nothing, whatever overlaps', { timeout: 120_000 }, () => {
    let backs = 0;
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const past = new Past(3);
        for (const step of steps) past.take(step);
        const { replicas } = past.played;
        gossipUntilStable(replicas);
        expect(new Set(replicas.map(({ copy }) => encodeItem(copy))).size).toBe(1);
        expect(lostWrites(replicas[0]?.copy ?? expect.fail(), past.played)).toEqual([]);
        backs += past.backs;
      }),
      cases(2000),
    );
    expect(backs).toBeGreaterThan(100);
  });

  const edit = (at: number, value: string): Step => ({ do: 'edit', at, key: 'x:label', value });
  const sync = (at: number, from: number): Step => ({ do: 'sync', at, from });
  const back = (at: number): Step => ({ do: 'rollBack', at, from: 0, meetings: 9 });
  const endOf = (steps: Step[]) => {
    const past = new Past(3);
    for (const step of steps) past.take(step);
    gossipUntilStable(past.played.replicas);
    return past.played.replicas[0]?.copy ?? expect.fail();
  };
  const conflictsOf = (item: ReplicatedItem) =>
    [...item.keys].filter(([key]) => key.startsWith('conflict:')).map(([, { value }]) => value);

  it('two who take the same session back at once have nothing to quarrel about', () => {
    const start = [edit(2, 'old'), sync(0, 2), sync(1, 2), edit(2, 'new'), sync(0, 2), sync(1, 2)];
    const last = (at: number): Step => ({ do: 'rollBack', at, from: 1, meetings: 1 });
    const final = endOf([...start, last(0), last(1)]);
    expect([readKey(final, 'x:label'), conflictsOf(final)]).toEqual(['old', []]);
  });

  it('of one who takes a session back and one who builds on it both values are kept', () => {
    const final = endOf([edit(2, 'new'), sync(0, 2), sync(1, 2), back(0), edit(1, 'newer')]);
    const kept = [
      readKey(final, 'x:label'),
      ...conflictsOf(final).map((each) => (each as { value: unknown }).value),
    ];
    expect(kept.sort()).toEqual(['newer', null].sort());
  });
});
