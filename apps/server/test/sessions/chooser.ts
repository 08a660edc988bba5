import type { SettleChoice } from '@brique/shared';
import { currentName, decodeItem, openConflicts } from '@brique/sync-core';
import { isEditable } from '../../src/usecases/conflicts/field-conflicts.js';
import { createSettling } from '../../src/usecases/conflicts/settling.js';
import { createBulkItems } from '../../src/usecases/items/bulk.js';
import { itemDetail } from '../../src/usecases/items/item-detail.js';
import type { ItemReader } from '../../src/usecases/items/item-reader.js';
import { createRecentActs, type RecentActs } from '../../src/usecases/items/recent-acts.js';
import type { Replica } from '../../src/usecases/sync/replica.js';
import type { MemoryRow } from '../replica-store/memory-state.js';
import type { Random } from './seeded-random.js';
import type { InstanceRun } from './sim-instance.js';

/** Chooses between values in conflict as the inbox lets people do, and takes choices back. */
export class Chooser {
  /** Choices that a run of an instance can still take back. */
  readonly #runs = new WeakMap<InstanceRun, { acts: RecentActs; undoIds: string[] }>();

  constructor(
    private readonly random: Random,
    private readonly newText: () => string,
  ) {}

  hasChosen(run: InstanceRun | null): boolean {
    return run !== null && this.#of(run).undoIds.length > 0;
  }

  /** One choice for one key of an item in conflict. @param replica the run's, or one that watches it @returns whether there was one */
  async choose(run: InstanceRun, replica: Replica, items: readonly MemoryRow[]): Promise<boolean> {
    const inConflict = items
      .map(({ text }) => decodeItem(text))
      .filter((item) => openConflicts(item).length > 0);
    if (inConflict.length === 0) return false;
    const item = this.random.pick(inConflict);
    const { key } = this.random.pick(openConflicts(item));
    const kept = openConflicts(item).filter((each) => each.key === key);
    const conflicts = kept.map(({ entryKey }) => entryKey);
    const { acts, undoIds } = this.#of(run);
    const settling = createSettling(replica, acts, async (after) =>
      itemDetail(after, { fields: [], moreFields: 0 }),
    );
    const seen = { key, current: currentName(item, key), conflicts };
    const { undoId } = await settling.settle(item.id, seen, this.#choice(key, conflicts));
    if (undoId !== null) undoIds.push(undoId);
    return true;
  }

  /** Takes the run's last choice back. @returns items it changed */
  async takeBack(run: InstanceRun, replica: Replica): Promise<number> {
    const { acts, undoIds } = this.#of(run);
    const undoId = undoIds.pop();
    return undoId === undefined ? 0 : createBulkItems(replica, NO_READER, acts).undo(undoId);
  }

  #choice(key: string, conflicts: readonly string[]): SettleChoice {
    const kind = this.random.pick(['current', 'kept', 'third'] as const);
    if (kind === 'kept') return { keep: 'kept', conflict: this.random.pick(conflicts) };
    if (kind === 'current' || !isEditable(key)) return { keep: 'current' };
    return { value: this.newText() };
  }

  #of(run: InstanceRun) {
    const known = this.#runs.get(run) ?? { acts: createRecentActs(), undoIds: [] };
    this.#runs.set(run, known);
    return known;
  }
}

/** Whether one of these items has an open conflict. */
export function hasConflict(items: readonly MemoryRow[]): boolean {
  return items.some(({ text }) => text.includes('"conflict:') && openConflicts(decodeItem(text)).length > 0);
}

/** Taking back reads in its own transaction. */
const NO_READER = {} as ItemReader;
