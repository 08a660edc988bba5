import {
  HLC_ZERO,
  type Hlc,
  isAhead,
  laterOf,
  makeStamp,
  REPLICA_PREFIX_LENGTH,
  type ReplicaId,
  type ReplicatedItem,
  receive,
  type Stamp,
  tick,
  timeToFollow,
} from '@brique/sync-core';
import type { WallClock } from '../clock.js';

/** Gives the stamps of this run's writes. */
export interface ReplicaClock {
  /**
   * A stamp later than everything seen, and than everything in `item` if one is given (timeToFollow). After this computer's clock
   * came back from the future, what it has seen there counts no more.
   */
  stamp(item?: ReplicatedItem): Stamp;
  /** Takes note of a time in items that came from elsewhere. */
  observe(time: Hlc): void;
  /** Writes under a new replica id from now on, and forgets times in the future. */
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
  const reset = () => {
    if (last.millis > wall.now()) last = { millis: wall.now(), counter: 0 };
    replica = null;
  };
  return {
    stamp(item) {
      const now = wall.now();
      if (isAhead(last, now)) reset();
      replica ??= instanceId.slice(0, REPLICA_PREFIX_LENGTH) + random();
      const time = tick(item === undefined ? last : laterOf(last, timeToFollow(item, replica, now)), now);
      // An item from a time when clocks were wrong: an edit of it must win all the same, but not take the clock along.
      if (!isAhead(time, now)) last = time;
      return makeStamp(time, replica);
    },
    observe,
    reset,
  };
}
