import type { Json } from './canonical.js';
import { type Clock, decodeClock, tick } from './hlc.js';
import { CONFLICT_PREFIX, isConflictKey, type ReplicatedItem } from './item.js';
import { clockOf, isStamp, makeStamp, type ReplicaId, replicaOf, type Stamp } from './stamp.js';
import type { Versions } from './versions.js';

/** What a conflict entry holds. */
export type ConflictValue = {
  /** The losing value. */
  readonly value: Json;
  /** The stamp that won; null when a deletion lost against other keys. */
  readonly over: Stamp | null;
  /** What both copies had seen when they were merged: what the value was before both changes is among it. */
  readonly common?: Readonly<Record<ReplicaId, Clock>>;
  /** The stamp of the losing write, where the entry's key names another: one that was opened again. */
  readonly by?: Stamp;
};

/** A value that lost against another, and that nobody has decided about yet. */
export interface OpenConflict {
  /** `conflict:<key>:<stamp>` */
  readonly entryKey: string;
  readonly key: string;
  /** The losing value, and the stamp of the write that set it. */
  readonly value: Json;
  readonly stamp: Stamp;
  /** What those who wrote either value had both seen; null when not known. */
  readonly common: ReadonlyMap<ReplicaId, Clock> | null;
}

/** With more replicas than this, what was common is left out: an entry must stay small. */
const MAX_COMMON = 100;

export function conflictKey(key: string, losingStamp: Stamp): string {
  return `${CONFLICT_PREFIX}${key}:${losingStamp}`;
}

/** @returns the key and losing stamp that a conflict key names, or null when it is none */
export function parseConflictKey(conflict: string): { key: string; losingStamp: Stamp } | null {
  const match = /^conflict:(.+):([0-9a-f]{16}-[a-z2-7]{13})$/s.exec(conflict);
  return match?.[1] === undefined || match[2] === undefined ? null : { key: match[1], losingStamp: match[2] };
}

/** An item's open conflicts, the latest losing write first; entries of other instances are read leniently. */
export function openConflicts(item: ReplicatedItem): OpenConflict[] {
  const open: OpenConflict[] = [];
  for (const [entryKey, { value }] of item.keys) {
    const named = value !== null && isConflictKey(entryKey) ? parseConflictKey(entryKey) : null;
    if (named === null) continue;
    const held = isRecord(value) ? value : {};
    open.push({
      entryKey,
      key: named.key,
      value: held.value ?? null,
      stamp: isStamp(held.by) ? held.by : named.losingStamp,
      common: readCommon(held.common),
    });
  }
  return open.sort((a, b) => (a.stamp < b.stamp ? 1 : -1));
}

/** What two copies have both seen, as a conflict entry keeps it; nothing when that would be much. */
export function commonTo(a: Versions, b: Versions): Pick<ConflictValue, 'common'> {
  const common: Record<ReplicaId, Clock> = {};
  let count = 0;
  for (const [replica, { clock }] of a) {
    const other = b.get(replica)?.clock;
    if (other === undefined) continue;
    common[replica] = earlier(other, clock);
    count += 1;
  }
  return count > MAX_COMMON ? {} : { common };
}

/**
 * The entry that opens a settled conflict again. A settled entry beats an open one for good, so it goes under a new name.
 * @param settled what the key of the settled entry names (parseConflictKey)
 * @param value what the entry held
 * @param name a stamp that no write of the item has or will have, not later than that of the write that opens it again
 */
export function reopened(
  settled: { readonly key: string; readonly losingStamp: Stamp },
  value: Json,
  name: Stamp,
): { readonly entryKey: string; readonly value: Json } {
  const held = isRecord(value) ? value : { value: null, over: null };
  const by = isStamp(held.by) ? held.by : settled.losingStamp;
  return { entryKey: conflictKey(settled.key, name), value: { ...held, by } };
}

/** The stamp after a stamp, by the same replica. */
export function stampAfter(stamp: Stamp): Stamp {
  return makeStamp(tick(decodeClock(clockOf(stamp)), 0), replicaOf(stamp));
}

function earlier(a: Clock, b: Clock): Clock {
  // Math.min is for numbers.
  return a > b ? b : a;
}

function readCommon(common: Json | undefined): OpenConflict['common'] {
  if (!isRecord(common)) return null;
  return new Map(
    Object.entries(common).flatMap(([replica, clock]) =>
      typeof clock === 'string' ? [[replica, clock] as const] : [],
    ),
  );
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
