import {
  HLC_ZERO,
  type Hlc,
  isAhead,
  laterOf,
  latestClock,
  makeStamp,
  REPLICA_PREFIX_LENGTH,
  type ReplicaId,
  type ReplicatedItem,
  receive,
  type Stamp,
  tick,
} from '@brique/sync-core';
import type { WallClock } from '../clock.js';

/** Gives the stamps of this run's writes. */
export interface ReplicaClock {
  /** A stamp later than everything seen, and than everything in `item` if one is given. */
  stamp(item?: ReplicatedItem): Stamp;
  /** Takes note of a time in items that came from elsewhere. */
  observe(time: Hlc): void;
  /** Whether our own clock ran ahead and came back: what it stamped then is refused everywhere (see restamp). */
  isAhead(): boolean;
  /** Forgets times in the future and writes under a new replica id from now on. */
  reset(): void;
}

/**
 * @param instanceId full instance id
 * @param wall clock of this computer
 * @param random gives 5 random characters a-z2-7
 * @param seen latest time in the stored items, ms since 1970
 */
export function createReplicaClock(
  instanceId: string,
  wall: WallClock,
  random: () => string,
  seen: number,
): ReplicaClock {
  let last: Hlc = { ...HLC_ZERO, millis: seen };
  // Minted at the first write of the run: a copied data folder or a restored backup never writes as its twin.
  let replica: ReplicaId | null = null;
  const observe = (time: Hlc) => {
    last = receive(last, time, wall.now()) ?? last;
  };
  return {
    stamp(item) {
      const time = tick(item === undefined ? last : laterOf(last, latestClock(item)), wall.now());
      // An item from a time when clocks were wrong: an edit of it must win all the same, but not take the clock along.
      if (!isAhead(time, wall.now())) last = time;
      replica ??= instanceId.slice(0, REPLICA_PREFIX_LENGTH) + random();
      return makeStamp(time, replica);
    },
    observe,
    isAhead: () => isAhead(last, wall.now()),
    reset() {
      last = { millis: Math.min(last.millis, wall.now()), counter: 0 };
      replica = null;
    },
  };
}
