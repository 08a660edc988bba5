import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type ConflictChoice,
  changeItem,
  createItem,
  currentName,
  HLC_ZERO,
  type Hlc,
  type ItemLimits,
  isAhead,
  isDeleted,
  isPurged,
  type Json,
  type KeyBefore,
  laterOf,
  latestClock,
  latestStamp,
  MAX_DRIFT_MS,
  makeStamp,
  merge,
  openConflicts,
  purgeItem,
  type ReplicatedItem,
  readKey,
  receive,
  restamp,
  type Stamp,
  settle,
  settleConflict,
  takeBack,
  tick,
  timeToFollow,
} from '../src/index.js';

export const hash = (text: string) => createHash('sha256').update(text).digest('hex');

export const ITEM_ID = '0197a3b4-c5d6-7000-8000-000000000001';
/** Those of the protocol. */
export const LIMITS: ItemLimits = {
  itemBytes: 4_194_304,
  replicasPerItem: 10_000,
  keysPerItem: 1000,
  valueBytes: 65_536,
  jsonDepth: 32,
  shortTextLength: 200,
  notesLength: 10_000,
};
/** Random cases of one property; BRIQUE_CASES=10 runs ten times as many. */
export const cases = (count: number) => ({ numRuns: count * Number(process.env.BRIQUE_CASES ?? 1) });
export const NOW = Date.UTC(2026, 0, 15);

/** One step of a random history among a few replicas of one item. */
export type Op =
  | { do: 'edit'; at: number; key: string; value: Json }
  | { do: 'delete' | 'restore' | 'purge' | 'undo'; at: number }
  | { do: 'settle'; at: number; which: number; choice: 'current' | 'kept' | 'third' }
  | { do: 'sync'; at: number; from: number }
  | { do: 'time'; at: number; by: number };

const KEYS = ['x:label', 'x:notes', 'x:colour', 'future:thing'];
const arbitraryValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom('red', 'blue', 'green', ''),
  fc.constantFrom<Json>(null, 1, true, ['a'], { b: 1, a: 2 }),
);

export function arbitraryOps(replicas: number, maxLength = 25): fc.Arbitrary<Op[]> {
  const at = fc.nat({ max: replicas - 1 });
  return fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('edit' as const),
          at,
          key: fc.constantFrom(...KEYS),
          value: arbitraryValue,
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), at, from: at }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom('delete' as const, 'restore' as const),
          at,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('settle' as const),
          at,
          which: fc.nat({ max: 3 }),
          choice: fc.constantFrom('current' as const, 'kept' as const, 'third' as const),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), at }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), at }) },
      // Clocks that jump both ways by up to four minutes, so that wall time tells nothing about order.
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('time' as const),
          at,
          by: fc.integer({ min: -240_000, max: 240_000 }),
        }),
      },
    ),
    { maxLength },
  );
}

/** A replica as a host would run it: a copy, a clock, an id. */
export class Replica {
  copy: ReplicatedItem;
  /** What its last choice between values of a conflict wrote. */
  lastChoice: ReadonlyMap<string, KeyBefore> | null = null;
  private thirds = 0;
  private hlc: Hlc = HLC_ZERO;
  wall = NOW;
  private runs = 0;

  constructor(
    /** Of its first run. */
    readonly firstId: string,
    origin: ReplicatedItem,
  ) {
    this.copy = origin;
    this.hlc = latestClock(origin);
  }

  get id(): string {
    return this.firstId.slice(0, -1) + 'abcdefghijklmnopqrstuvwxyz234567'[this.runs];
  }

  stamp = (): Stamp => this.stampAfter(this.copy);

  stampAfter(copy: ReplicatedItem): Stamp {
    if (isAhead(this.hlc, this.wall)) this.hlc = { millis: this.wall, counter: 0 };
    const time = tick(laterOf(this.hlc, timeToFollow(copy, this.id, this.wall)), this.wall);
    if (!isAhead(time, this.wall)) this.hlc = time;
    return makeStamp(time, this.id);
  }

  /** Takes what lies in the future back to the present. */
  mend(): void {
    if (!isAhead(latestClock(this.copy), this.wall)) return;
    this.runs += 1;
    this.copy = restamp(this.copy, this.wall, (kept) => this.stampAfter(kept));
  }

  agreesWith(other: Replica): boolean {
    return Math.abs(this.wall - other.wall) <= MAX_DRIFT_MS;
  }

  /** What is purged cannot be written to: nobody sees it. */
  write(changes: Record<string, Json>): Stamp | null {
    if (isPurged(this.copy)) return null;
    const stamp = this.stamp();
    const before = this.copy;
    this.copy = changeItem(before, changes, stamp);
    return this.copy === before ? null : stamp;
  }

  /** From the trash, as people do, or from anywhere: the engine does not mind. */
  purge(): Stamp | null {
    if (isPurged(this.copy)) return null;
    const stamp = this.stamp();
    this.copy = purgeItem(this.copy, stamp);
    return stamp;
  }

  receiveFrom(other: ReplicatedItem): number {
    const hlc = receive(this.hlc, latestClock(other), Number.MAX_SAFE_INTEGER);
    if (hlc !== null) this.hlc = hlc;
    const merged = merge(this.copy, other);
    this.copy = settle(merged, () => this.stampAfter(merged.item));
    return merged.conflicts.length;
  }

  /** Chooses between all that is kept of one key. @param which of the keys in conflict */
  settleConflict(which: number, choice: 'current' | 'kept' | 'third'): Stamp | null {
    const before = this.copy;
    const open = openConflicts(before);
    const key = open[which % Math.max(1, open.length)]?.key;
    if (key === undefined) return null;
    const entryKeys = open.filter((each) => each.key === key).map(({ entryKey }) => entryKey);
    const chosen: ConflictChoice =
      choice === 'current' || (choice === 'third' && (key === 'deleted' || key === 'purged'))
        ? { keep: 'current' }
        : choice === 'kept'
          ? { keep: 'kept', entryKey: entryKeys[which % entryKeys.length] ?? '' }
          : { value: `third ${this.id} ${this.thirds++}` };
    const stamp = this.stamp();
    const seen = { key, current: currentName(before, key), entryKeys };
    this.copy = settleConflict(before, seen, chosen, stamp) ?? before;
    if (this.copy === before) return null;
    const written = [...this.copy.keys].filter(([, entry]) => entry.stamp === stamp).map(([each]) => each);
    this.lastChoice = new Map(written.map((each) => [each, { value: readKey(before, each), stamp }]));
    return stamp;
  }

  undoChoice(): Stamp | null {
    const [before, choice] = [this.copy, this.lastChoice];
    this.lastChoice = null;
    if (choice === null || isPurged(before)) return null;
    this.copy = takeBack(before, choice, this.stamp());
    return this.copy === before ? null : latestStamp(this.copy);
  }

  apply(op: Op, others: readonly Replica[]): Stamp | null {
    switch (op.do) {
      case 'edit':
        return this.write({ [op.key]: op.value });
      case 'delete':
        return this.write({ deleted: true });
      case 'restore':
        return isDeleted(this.copy) ? this.write({ deleted: false }) : null;
      case 'purge':
        return this.purge();
      case 'settle':
        return this.settleConflict(op.which, op.choice);
      case 'undo':
        return this.undoChoice();
      case 'sync': {
        const other = others[op.from];
        if (other !== undefined && other !== this) this.receiveFrom(other.copy);
        return null;
      }
      case 'time':
        this.wall += op.by;
        return null;
    }
  }
}

export function makeReplicas(count: number): Replica[] {
  const ids = Array.from({ length: count }, (_, i) => `${'abcdefgh'[i]}aaaaaaa22222`);
  const origin = createItem(ITEM_ID, { name: 'Drill' }, makeStamp({ millis: NOW, counter: 0 }, `${ids[0]}`));
  return ids.map((id) => new Replica(id, origin));
}

/** Runs a history; every replica starts from the same created item. */
export function play(count: number, ops: readonly Op[]): Replica[] {
  const replicas = makeReplicas(count);
  for (const op of ops) replicas[op.at]?.apply(op, replicas);
  return replicas;
}

/** Three copies of one item as histories really produce them. */
export const arbitraryCopies = arbitraryOps(3).map(
  (ops) => play(3, ops).map(({ copy }) => copy) as [ReplicatedItem, ReplicatedItem, ReplicatedItem],
);
