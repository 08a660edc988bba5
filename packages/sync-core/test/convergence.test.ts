import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFLICT_PREFIX,
  encodeItem,
  hasSeen,
  type Json,
  parseConflictKey,
  type Stamp,
  sameJson,
} from '../src/index.js';
import { arbitraryOps, makeReplicas, type Op, play, type Replica } from './arbitraries.js';

/** Gossip until nothing moves; a bound well above what any history needs. */
function gossipUntilStable(replicas: readonly Replica[]): void {
  for (let round = 0; round < 20; round++) {
    const before = replicas.map(({ copy }) => encodeItem(copy));
    for (const a of replicas) for (const b of replicas) if (a !== b) a.receiveFrom(b.copy);
    if (replicas.every(({ copy }, i) => encodeItem(copy) === before[i])) return;
  }
  throw new Error('still changing after 20 rounds');
}

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
      { numRuns: 3000 },
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
      { numRuns: 2000 },
    );
  });

  it('lose nothing: each value written is there, was overwritten knowingly, or is kept as a conflict', () => {
    fc.assert(
      fc.property(arbitraryOps(3, 30), (ops) => {
        const { replicas, writes } = playRecording(3, ops);
        gossipUntilStable(replicas);
        const final = replicas[0]?.copy ?? expect.fail();
        const kept = [...final.keys.keys()].flatMap((key) => parseConflictKey(key) ?? []);
        for (const write of writes) {
          const entry = final.keys.get(write.key);
          const present = entry?.stamp === write.stamp || sameJson(entry?.value ?? null, write.value);
          const inConflict = kept.some(
            ({ key, losingStamp }) => key === write.key && losingStamp === write.stamp,
          );
          const overwrittenKnowingly = writes.some(
            (later) => later.key === write.key && later.stamp !== write.stamp && later.saw(write.stamp),
          );
          // Two people who wrote the same value: one of the two stamps stands for both.
          const sameElsewhere = writes.some(
            (other) => other !== write && other.key === write.key && sameJson(other.value, write.value),
          );
          expect(present || inConflict || overwrittenKnowingly || sameElsewhere).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

interface Write {
  key: string;
  value: Json;
  stamp: Stamp;
  /** Whether the writer had seen another write. */
  saw: (stamp: Stamp) => boolean;
}

function playRecording(count: number, ops: readonly Op[]): { replicas: Replica[]; writes: Write[] } {
  const replicas = makeReplicas(count);
  const writes: Write[] = [];
  for (const op of ops) {
    const replica = replicas[op.at];
    const before = replica?.copy;
    const stamp = replica?.apply(op, replicas);
    if (op.do !== 'edit' || typeof stamp !== 'string' || before === undefined) continue;
    if (op.key.startsWith(CONFLICT_PREFIX)) continue;
    writes.push({ key: op.key, value: op.value, stamp, saw: (other) => hasSeen(before.versions, other) });
  }
  return { replicas, writes };
}
