import type { Json } from './canonical.js';
import { changeItem } from './change.js';
import { parseConflictKey, reopened, stampAfter } from './conflict-entry.js';
import type { ReplicatedItem } from './item.js';
import { emptyValue } from './set-back.js';
import { decidedKey } from './settle-conflict.js';
import type { Stamp } from './stamp.js';

/** A key that a change wrote. */
export interface KeyBefore {
  /** What was there before; undefined when nothing was. */
  readonly value: Json | undefined;
  /** The stamp that the change gave it. */
  readonly stamp: Stamp;
}

/**
 * Takes a change back by a new one.
 *
 * Invariants (property-tested):
 * 1. A key goes back to what it was, unless somebody has written it since.
 * 2. A conflict that the change settled is open again, unless somebody has decided about it, or written its key, since. As a
 *    settled entry beats an open one for good, the kept value is written under a new name: it loses nothing against
 *    copies that know the settled one, and settles as any other.
 * @param item the copy to change
 * @param before by key, all that the change wrote
 * @param stamp later than every stamp in the item
 * @returns the changed item, or the very same object when there is nothing to take back. Its stamp may be later than `stamp`,
 * by as many as conflicts were opened.
 */
export function takeBack(
  item: ReplicatedItem,
  before: ReadonlyMap<string, KeyBefore>,
  stamp: Stamp,
): ReplicatedItem {
  const isUntouched = (key: string) => {
    const written = before.get(key);
    return written === undefined || item.keys.get(key)?.stamp === written.stamp;
  };
  const changes: Record<string, Json> = {};
  let next = stamp;
  for (const [key, { value }] of before) {
    if (!isUntouched(key)) continue;
    const settled = value === undefined || value === null ? null : parseConflictKey(key);
    if (settled === null) {
      changes[key] = value === undefined ? emptyValue(key) : value;
    } else if (isUntouched(decidedKey(settled.key))) {
      const again = reopened(settled, value ?? null, next);
      changes[again.entryKey] = again.value;
      next = stampAfter(next);
    }
  }
  return changeItem(item, changes, next);
}
