import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Claim,
  type Digest,
  digestOf,
  type IdDigest,
  LIST_LIMIT,
  openReconcile,
  type Range,
  reconcile,
  SPLIT_WAYS,
  sameDigest,
} from '../src/index.js';
import { hash } from './arbitraries.js';
import { memoryView } from './memory-view.js';

const idOf = (n: number) => n.toString(16).padStart(8, '0');
const digestOfNumber = (n: number, edit: number): Digest => digestOf(`${n}.${edit}`, hash);
const setOf = (members: Iterable<[number, number]>): IdDigest[] =>
  [...members].map(([n, edit]) => ({ id: idOf(n), digest: digestOfNumber(n, edit) }));

/** Runs both roles against each other; returns what the initiator learned and how long it took. */
async function run(mine: IdDigest[], theirs: IdDigest[]) {
  const [ours, remote] = [memoryView(mine), memoryView(theirs)];
  const found = { theirs: new Set<string>(), ours: new Set<string>() };
  const expand = (set: IdDigest[], ranges: Range[]) =>
    set.filter(({ id }) => ranges.some(({ from, to }) => id >= from && id < to)).map(({ id }) => id);
  let message: Claim[] = await openReconcile(ours);
  let rounds = 0;
  let largest = 0;
  while (message.length > 0) {
    rounds += 1;
    const answer = await reconcile({ role: 'responder', view: remote }, message);
    const step = await reconcile({ role: 'initiator', view: ours }, answer.messages);
    for (const id of [...step.differences.theirs.ids, ...expand(theirs, step.differences.theirs.ranges)])
      found.theirs.add(id);
    for (const id of [...step.differences.ours.ids, ...expand(mine, step.differences.ours.ranges)])
      found.ours.add(id);
    largest = Math.max(largest, answer.messages.length);
    message = step.messages;
  }
  return { found, rounds, largest };
}

/** The items of `a` that `b` lacks or holds otherwise. */
function differing(a: IdDigest[], b: IdDigest[]): Set<string> {
  const other = new Map(b.map(({ id, digest }) => [id, digest]));
  return new Set(
    a.filter(({ id, digest }) => !sameDigest(other.get(id) ?? [0, 0, 0, 0], digest)).map(({ id }) => id),
  );
}

function expectExact(mine: IdDigest[], theirs: IdDigest[], result: Awaited<ReturnType<typeof run>>) {
  expect(result.found.theirs).toEqual(differing(theirs, mine));
  expect(result.found.ours).toEqual(differing(mine, theirs));
}

const roundBound = (n: number) => Math.ceil(Math.log(Math.max(1, n / LIST_LIMIT)) / Math.log(SPLIT_WAYS)) + 2;

describe('reconcile', () => {
  it('finds exactly the differing items of any two sets', async () => {
    const members = fc.uniqueArray(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 2 })), {
      selector: ([n]) => n,
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(members, members, async (a, b) => {
        const [mine, theirs] = [setOf(a), setOf(b)];
        const result = await run(mine, theirs);
        expectExact(mine, theirs, result);
        expect(result.rounds).toBeLessThanOrEqual(roundBound(200));
      }),
      { numRuns: 1500 },
    );
  });

  it('finds a few differences in large sets in a logarithmic number of small rounds', async () => {
    const few = fc.uniqueArray(fc.nat({ max: 2999 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(few, few, few, async (edited, missingHere, missingThere) => {
        const all = Array.from({ length: 3000 }, (_, n) => n);
        const mine = setOf(all.filter((n) => !missingHere.includes(n)).map((n) => [n, 0]));
        const theirs = setOf(
          all.filter((n) => !missingThere.includes(n)).map((n) => [n, edited.includes(n) ? 1 : 0]),
        );
        const result = await run(mine, theirs);
        expectExact(mine, theirs, result);
        expect(result.rounds).toBeLessThanOrEqual(roundBound(3000));
        expect(result.largest).toBeLessThanOrEqual(24 * SPLIT_WAYS);
      }),
      { numRuns: 100 },
    );
  });

  it('names whole ranges, not ids, where one side has nothing', async () => {
    const everything = setOf(Array.from({ length: 5000 }, (_, n) => [n, 0]));
    const toEmpty = await run(everything, []);
    expectExact(everything, [], toEmpty);
    expect(toEmpty).toMatchObject({ rounds: 1, largest: 1 });
    const fromFull = await run([], everything);
    expectExact([], everything, fromFull);
    expect(fromFull).toMatchObject({ rounds: 1, largest: 1 });
  });

  it('says nothing about equal sets', async () => {
    const everything = setOf(Array.from({ length: 1000 }, (_, n) => [n, 0]));
    expect(await run(everything, everything)).toMatchObject({ rounds: 1, largest: 0 });
  });
});
