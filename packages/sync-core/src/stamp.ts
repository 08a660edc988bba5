import { type Clock, encodeClock, type Hlc } from './hlc.js';

/** First 8 characters of the instance id and 5 random ones, minted anew for each run of the process. */
export type ReplicaId = string;

/** `<clock>-<replica id>`: comparing stamps as text is the total order that decides who wins. */
export type Stamp = string;

const STAMP = /^[0-9a-f]{16}-[a-z2-7]{13}$/;
const REPLICA_ID = /^[a-z2-7]{13}$/;
const CLOCK = /^[0-9a-f]{16}$/;

/** Characters of the instance id with which a replica id begins. */
export const REPLICA_PREFIX_LENGTH = 8;

export function makeStamp(time: Hlc, replica: ReplicaId): Stamp {
  return `${encodeClock(time)}-${replica}`;
}

export function clockOf(stamp: Stamp): Clock {
  return stamp.slice(0, 16);
}

export function replicaOf(stamp: Stamp): ReplicaId {
  return stamp.slice(17);
}

/** Milliseconds since 1970 at which a stamp or a clock was made. */
export function millisOf(stampOrClock: Stamp | Clock): number {
  return Number.parseInt(stampOrClock.slice(0, 12), 16);
}

export function isStamp(value: unknown): value is Stamp {
  return typeof value === 'string' && STAMP.test(value);
}

export function isReplicaId(value: unknown): value is ReplicaId {
  return typeof value === 'string' && REPLICA_ID.test(value);
}

export function isClock(value: unknown): value is Clock {
  return typeof value === 'string' && CLOCK.test(value);
}
