import {
  encodeItem,
  hasSeen,
  isConflictKey,
  type Json,
  PURGED,
  parseConflictKey,
  type ReplicatedItem,
  type Stamp,
  sameJson,
  type Versions,
} from '../src/index.js';
import { makeReplicas, type Op, type Replica } from './arbitraries.js';

/** Gossip until nothing moves; a bound well above what any history needs. */
export function gossipUntilStable(replicas: readonly Replica[]): void {
  for (let round = 0; round < 20; round++) {
    const before = replicas.map(({ copy }) => encodeItem(copy));
    for (const a of replicas) for (const b of replicas) if (a !== b) a.receiveFrom(b.copy);
    if (replicas.every(({ copy }, i) => encodeItem(copy) === before[i])) return;
  }
  throw new Error('still changing after 20 rounds');
}

interface Write {
  key: string;
  value: Json;
  stamp: Stamp;
  /** Whether the writer had seen another write. */
  saw: (stamp: Stamp) => boolean;
}

interface Purge {
  /** Whether the purger had seen a write. */
  saw: (stamp: Stamp) => boolean;
  /** Versions of what the purge left. */
  after: Versions;
}

/** What happened in a history, and what was written in it. */
export class Played {
  readonly writes: Write[] = [];
  readonly purges: Purge[] = [];

  constructor(readonly replicas: readonly Replica[]) {}

  apply(op: Op): void {
    const replica = this.replicas[op.at];
    if (replica === undefined) return;
    if (op.do === 'sync') replica.apply(op, this.replicas);
    else this.note(replica, () => replica.apply(op, this.replicas));
  }

  /** Notes what a replica writes: edits, deletions, and what people choose where values are in conflict, or take back. */
  note(replica: Replica, act: () => Stamp | null): void {
    const before = replica.copy;
    const stamp = act();
    if (stamp === null) return;
    const saw = (other: Stamp) => hasSeen(before.versions, other);
    for (const [key, entry] of replica.copy.keys) {
      if (entry.stamp !== stamp || isConflictKey(key)) continue;
      if (key === PURGED) this.purges.push({ saw, after: replica.copy.versions });
      else this.writes.push({ key, value: entry.value, stamp, saw });
    }
  }

  /** Takes what lies in a replica's future back to the present: these are writes as well. */
  mend(replica: Replica): void {
    const before = replica.copy;
    replica.mend();
    const saw = (other: Stamp) => hasSeen(before.versions, other);
    for (const [key, { value, stamp }] of replica.copy.keys) {
      if (before.keys.get(key)?.stamp === stamp || isConflictKey(key)) continue;
      if (key === PURGED) this.purges.push({ saw, after: replica.copy.versions });
      else this.writes.push({ key, value, stamp, saw });
    }
  }
}

export function playRecording(count: number, ops: readonly Op[]): Played {
  const played = new Played(makeReplicas(count));
  for (const op of ops) played.apply(op);
  return played;
}

/** As playRecording; but only those whose clocks agree meet, and both mend what lies in their future first. */
export function playApart(count: number, ops: readonly Op[]): Played {
  const played = new Played(makeReplicas(count));
  const { replicas } = played;
  for (const op of ops) {
    if (op.do === 'sync') {
      const [one, other] = [replicas[op.at], replicas[op.from]];
      if (one === undefined || other === undefined || one === other || !one.agreesWith(other)) continue;
      for (const each of [one, other]) played.mend(each);
    }
    played.apply(op);
  }
  return played;
}

/** @returns the writes that are neither there, nor were overwritten or purged knowingly, nor are kept as a conflict */
export function lostWrites(
  final: ReplicatedItem,
  { writes, purges }: { readonly writes: readonly Write[]; readonly purges: readonly Purge[] },
): Write[] {
  const kept = [...final.keys.keys()].flatMap((key) => parseConflictKey(key) ?? []);
  const isAccountedFor = (write: Write) => {
    const present = final.keys.get(write.key)?.stamp === write.stamp;
    const inConflict = kept.some(({ key, losingStamp }) => key === write.key && losingStamp === write.stamp);
    const overwrittenKnowingly = writes.some(
      (later) => later.key === write.key && later.stamp !== write.stamp && later.saw(write.stamp),
    );
    const purgedKnowingly = purges.some((purge) => purge.saw(write.stamp));
    return present || inConflict || overwrittenKnowingly || purgedKnowingly;
  };
  // Two people who wrote the same value: one of the two stamps stands for both.
  const isSame = (a: Write, b: Write) => a.key === b.key && sameJson(a.value, b.value);
  return writes.filter((write) => {
    const value = final.keys.get(write.key)?.value;
    if (value !== undefined && sameJson(value, write.value)) return false;
    return !writes.some((other) => isSame(write, other) && isAccountedFor(other));
  });
}
