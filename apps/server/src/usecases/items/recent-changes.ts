import type { RecentChange, RecentChangeKind } from '@brique/shared';
import {
  decodeItem,
  latestStamp,
  millisOf,
  PURGED,
  REPLICA_PREFIX_LENGTH,
  type ReplicatedItem,
  readKey,
  replicaOf,
} from '@brique/sync-core';
import { isoTime } from '../clock.js';

/** Items looked at: enough that a page of acts remains when some of them touched many items. */
export const RECENT_WINDOW = 60;
/** The same done to several items with no longer pause than this is told as one act. */
const SAME_ACT_MS = 10 * 60_000;
const NAMED_ITEMS = 3;

/** The latest write to one item. */
interface LatestWrite {
  readonly kind: RecentChangeKind;
  readonly keys: string[];
  readonly peer: string;
  readonly millis: number;
  readonly item: { id: string; name: string };
}

/**
 * Who did what last. An item tells its latest write only, which is what is asked for here.
 * @param docs canonical texts of the items changed last, newest first
 * @param isAll these are all items there are, not a window on them
 * @param limit acts to return at most
 */
export function recentChanges(docs: readonly string[], isAll: boolean, limit: number): RecentChange[] {
  const acts: (RecentChange & { oldest: number })[] = [];
  for (const doc of docs) {
    const write = latestWrite(decodeItem(doc));
    if (write === null) continue;
    const last = acts.at(-1);
    if (last !== undefined && isSameAct(last, write)) {
      last.count += 1;
      last.oldest = write.millis;
      if (last.items.length < NAMED_ITEMS) last.items.push(write.item);
      continue;
    }
    const { kind, keys, peer, millis, item } = write;
    acts.push({
      ...{ kind, keys, peer, at: isoTime(millis), items: [item] },
      ...{ count: 1, isAtLeast: false, oldest: millis },
    });
  }
  const end = acts.at(-1);
  if (end !== undefined && !isAll) end.isAtLeast = true;
  return acts.slice(0, limit).map(({ oldest: _, ...act }) => act);
}

function isSameAct(act: RecentChange & { oldest: number }, write: LatestWrite): boolean {
  return (
    act.kind === write.kind &&
    act.peer === write.peer &&
    act.oldest - write.millis <= SAME_ACT_MS &&
    act.keys.join() === write.keys.join()
  );
}

/** @returns null for an item that nothing can be said of, such as one whose content was removed for good */
function latestWrite(item: ReplicatedItem): LatestWrite | null {
  const stamp = latestStamp(item);
  const name = readKey(item, 'name');
  if (typeof name !== 'string' || name === '') return null;
  const keys = [...item.keys]
    .filter(([key, entry]) => entry.stamp === stamp && key !== PURGED)
    .map(([key]) => key);
  const kind = kindOf(item, keys);
  return {
    kind,
    keys: kind === 'changed' ? keys.sort() : [],
    peer: replicaOf(stamp).slice(0, REPLICA_PREFIX_LENGTH),
    millis: millisOf(stamp),
    item: { id: item.id, name },
  };
}

function kindOf(item: ReplicatedItem, keys: readonly string[]): RecentChangeKind {
  // Its creator is written once, when it is made.
  if (keys.includes('origin')) return 'created';
  if (keys.length === 1 && keys[0] === 'deleted') return readKey(item, 'deleted') ? 'deleted' : 'restored';
  return 'changed';
}
