import {
  type ItemDetail,
  LIMITS,
  type SeenConflict,
  type SettleChoice,
  type SettleManyResult,
  type SettleResult,
} from '@brique/shared';
import {
  type ConflictChoice,
  type ConflictSeen,
  decidedKey,
  isConflictKey,
  isDeleted,
  isPurged,
  mayHold,
  openConflicts,
  type ReplicatedItem,
  settleConflict,
  stampAfter,
} from '@brique/sync-core';
import { BriqueError } from '../brique-error.js';
import { emitItemsChanged } from '../events.js';
import { changeDone, type Done, type RecentActs, thenChanged } from '../items/recent-acts.js';
import { ownWrite } from '../sync/own-write.js';
import type { Replica } from '../sync/replica.js';
import type { ItemWrite } from '../sync/replica-store.js';
import { thirdValue } from './third-value.js';

/** Decides about conflicts, by ordinary changes that settle them everywhere. What was given has been checked for its form. */
export interface Settling {
  /**
   * One choice for one key of one item.
   * @throws BriqueError `not_found`; `conflict` when what was seen is no more, or the item lies in the trash; `invalid_input` for a
   * third value that the field does not take
   */
  settle(id: string, seen: SeenConflict, choice: SettleChoice): Promise<SettleResult>;
  /** Keeps what holds for many conflicts, in one transaction; those that are not as they were seen are passed over. */
  keepCurrent(items: ReadonlyMap<string, readonly SeenConflict[]>): Promise<SettleManyResult>;
}

/** @param detail tells about an item after the choice */
export function createSettling(
  replica: Replica,
  acts: RecentActs,
  detail: (item: ReplicatedItem) => Promise<ItemDetail>,
): Settling {
  return {
    async settle(id, seen, choice) {
      const { item, done } = await replica.store.write(async (tx) => {
        const stored = (await tx.load([id])).get(id);
        if (stored === undefined || isPurged(stored.item)) {
          throw new BriqueError('not_found', 'There is no such item.');
        }
        if (isDeleted(stored.item)) {
          throw new BriqueError('conflict', 'This item is in the trash. Restore it first, then choose.');
        }
        const stamp = replica.clock.stamp(stored.item);
        const chosen = choiceFor(stored.item, seen.key, choice);
        const next = settleConflict(stored.item, conflictSeen(seen), chosen, stamp);
        if (next === null) {
          const message =
            'Somebody has changed or settled this meanwhile, here or elsewhere. Look at it again.';
          throw new BriqueError('conflict', message);
        }
        await tx.save([ownWrite(replica, stored, next)]);
        return { item: next, done: changeDone(stored.item, next, stamp) };
      });
      emitItemsChanged(replica.events, [id]);
      const undoId = acts.remember([done]);
      return { item: await detail(item), undoId };
    },

    async keepCurrent(items) {
      let settled = 0;
      const done: Done[] = [];
      await replica.store.write(async (tx) => {
        const writes: ItemWrite[] = [];
        for (const stored of (await tx.load([...items.keys()])).values()) {
          if (isPurged(stored.item) || isDeleted(stored.item)) continue;
          const kept = keepAll(replica, stored.item, items.get(stored.item.id) ?? []);
          settled += kept.settled;
          if (kept.done === null) continue;
          writes.push(ownWrite(replica, stored, kept.item));
          done.push(kept.done);
        }
        await tx.save(writes);
      });
      emitItemsChanged(
        replica.events,
        done.map(({ id }) => id),
      );
      const asked = [...items.values()].reduce((sum, { length }) => sum + length, 0);
      return { settled, passedOver: asked - settled, undoId: acts.remember(done) };
    },
  };
}

/** Each conflict is settled by a change of its own. */
function keepAll(replica: Replica, before: ReplicatedItem, conflicts: readonly SeenConflict[]) {
  let item = before;
  let settled = 0;
  let done: Done | null = null;
  let stamp = replica.clock.stamp(before);
  for (const seen of conflicts) {
    const next = settleConflict(item, conflictSeen(seen), { keep: 'current' }, stamp);
    if (next === null) continue;
    const change = changeDone(item, next, stamp);
    done = done === null ? change : thenChanged(done, change);
    item = next;
    stamp = stampAfter(stamp);
    settled += 1;
  }
  return { item, settled, done };
}

function choiceFor(item: ReplicatedItem, key: string, choice: SettleChoice): ConflictChoice {
  if ('value' in choice) return { value: thirdValue(item, key, choice.value) };
  if (choice.keep === 'current') return choice;
  refuseUnfit(item, key, choice.conflict);
  return { keep: 'kept', entryKey: choice.conflict };
}

/** A peer may have written anything into a conflict; what no instance takes as a field's value must not become one. */
function refuseUnfit(item: ReplicatedItem, key: string, entryKey: string): void {
  const kept = openConflicts(item).find((each) => each.key === key && each.entryKey === entryKey);
  if (kept === undefined || decidedKey(key) === 'deleted') return;
  if (!isConflictKey(key) && mayHold(key, kept.value, LIMITS)) return;
  const message = 'This value does not fit the field. Keep the other one, or write what it should be.';
  throw new BriqueError('invalid_input', message, [{ field: 'choice', code: 'bad_value', message }]);
}

function conflictSeen({ key, current, conflicts }: SeenConflict): ConflictSeen {
  return { key, current, entryKeys: conflicts };
}
