import type { ItemInput } from '@brique/shared';
import { decodeItem, isDeleted, type ReplicatedItem } from '@brique/sync-core';
import { sweepHeld } from '../../src/usecases/held/sweep-held.js';
import { createItems, type Items } from '../../src/usecases/items/items.js';
import { createTrash } from '../../src/usecases/items/trash.js';
import type { Replica } from '../../src/usecases/sync/replica.js';
import type { ItemWrite, ReplicaStore } from '../../src/usecases/sync/replica-store.js';
import { endAllStaging } from '../../src/usecases/sync/settle-staged.js';
import { unprepared } from '../replica-store/memory-replica-store.js';
import type { MemoryRow } from '../replica-store/memory-state.js';
import { Chooser, hasConflict } from './chooser.js';
import { type Node, running } from './grid.js';
import { heldChangesOf } from './held-changes-of.js';
import { createRewinder, type Rewinder } from './rewinder.js';
import type { Random } from './seeded-random.js';
import type { WriteJournal } from './write-journal.js';

/** What people do who quarrel about a thing. */
const QUARREL = {
  ...{ create: 0, edit: 6, remove: 0.7, restore: 1, settle: 0, purge: 0.3, many: 0, decide: 1 },
  ...{ actOnMany: 0.3, rollBack: 1, setBack: 1 },
};

/** What people did that is not everyday. */
export interface PeopleTally {
  /** Choices between values in conflict, and those that were taken back. */
  choices: number;
  takenBack: number;
  /** Acts on many items at once, sessions rolled back, and items set back to what they were. */
  massEdits: number;
  rollBacks: number;
  setBacks: number;
}

/** The people at the instances: they do what the page lets them do, and remember what they were told is saved. */
export class People {
  #count = 0;
  readonly #chooser: Chooser;
  readonly #rewinder: Rewinder;

  constructor(
    private readonly random: Random,
    private readonly journal: WriteJournal,
    /** `quarrel`: they all want one thing to be called otherwise. */
    private readonly kind: 'today' | 'quarrel',
    private readonly tally: PeopleTally,
  ) {
    this.#chooser = new Chooser(random, () => this.#text());
    this.#rewinder = createRewinder(random);
  }

  /** One thing that somebody does at an instance. Rejects when the instance dies meanwhile. */
  async act(node: Node): Promise<void> {
    const items = [...node.facts.disk.committed.items.values()];
    const canTakeBack = this.#chooser.hasChosen(node.run);
    const kind = this.random.weighted(
      this.kind === 'quarrel'
        ? { ...QUARREL, settle: hasConflict(items) ? 10 : 0, takeBack: canTakeBack ? 5 : 0 }
        : {
            create: items.length < 8 ? 6 : 1,
            edit: 8,
            remove: 2,
            restore: 2,
            settle: 2,
            takeBack: canTakeBack ? 2 : 0,
            purge: 4,
            many: 0.3,
            actOnMany: 1,
            rollBack: 1,
            setBack: 1,
            decide: node.facts.disk.committed.heldCopies.length > 0 ? 4 : 0,
          },
    );
    if (items.length === 0 && kind !== 'many') return this.#create(node);
    const picked = items.length === 0 ? undefined : decodeItem(this.random.pick(items).text);
    switch (kind) {
      case 'create':
        return this.#create(node);
      case 'many':
        for (let left = 1 + this.random.int(60); left > 0; left--) await this.#create(node);
        return;
      case 'edit':
        return this.#edit(node, picked);
      case 'actOnMany':
      case 'rollBack':
      case 'setBack':
        return this.#rewind(node, kind);
      case 'remove':
        return this.#with(node, (use) => use.remove(picked?.id ?? ''));
      case 'restore':
        return this.#with(node, (use) => use.restore(picked?.id ?? ''));
      case 'purge':
        return this.#purge(node, items);
      case 'settle':
        return this.#choose(node, items);
      case 'takeBack':
        return this.#takeBack(node);
      case 'decide':
        return this.#decide(node);
    }
  }

  #create(node: Node): Promise<void> {
    return this.#with(node, (use) => use.create({ name: this.#text(), ...this.#input() }));
  }

  async #edit(node: Node, item: ReplicatedItem | undefined): Promise<void> {
    if (item === undefined || isDeleted(item)) return;
    await this.#with(node, (use) => use.change(item.id, this.#input()));
  }

  /** Empties the trash, or deletes one thing in it for good. */
  async #purge(node: Node, items: readonly MemoryRow[]): Promise<void> {
    const inTrash = items.filter(({ deleted }) => deleted).map(({ id }) => id);
    if (inTrash.length === 0) return;
    const ids = this.random.chance(0.5) ? inTrash : [this.random.pick(inTrash)];
    await this.#recorded(running(node).replica, (recorded) =>
      createTrash(recorded, { ids: async () => inTrash }).purge({ ids }),
    );
  }

  async #rewind({ facts: { disk }, run }: Node, kind: 'actOnMany' | 'rollBack' | 'setBack'): Promise<void> {
    if (run === null) return;
    const { tally } = this;
    await this.#recorded(run.replica, async (recorded) => {
      if (kind === 'rollBack') tally.rollBacks += Number(await this.#rewinder.rollBack(recorded, disk));
      else if (kind === 'setBack')
        tally.setBacks += Number(await this.#rewinder.restoreState(recorded, disk));
      else {
        await this.#rewinder.actOnMany(recorded, disk, this.#input());
        tally.massEdits += 1;
      }
    });
  }

  async #choose(node: Node, items: readonly MemoryRow[]): Promise<void> {
    const run = running(node);
    await this.#recorded(run.replica, async (recorded) => {
      if (await this.#chooser.choose(run, recorded, items)) this.tally.choices += 1;
    });
  }

  async #takeBack(node: Node): Promise<void> {
    const run = running(node);
    await this.#recorded(run.replica, async (recorded) => {
      this.tally.takenBack += await this.#chooser.takeBack(run, recorded);
    });
  }

  /** Accepts or rejects what waits from one sender, or a part of it; or looks whether it still has to wait. */
  async #decide(node: Node): Promise<void> {
    const waiting = node.facts.disk.committed.heldCopies.filter(({ isStaged }) => !isStaged);
    const { replica } = running(node);
    if (waiting.length === 0 || this.random.chance(0.2)) {
      await this.#recorded(replica, (recorded) => sweepHeld(recorded));
      return;
    }
    const { from } = this.random.pick(waiting);
    const all = waiting.filter((copy) => copy.from === from).map(({ id }) => id);
    const ids = this.random.chance(0.5) ? null : all.filter(() => this.random.chance(0.5));
    const decision = this.random.pick(['accept', 'reject'] as const);
    await this.#recorded(replica, (recorded) => heldChangesOf(node, recorded).decide(from, decision, ids));
  }

  /** Decides about everything that waits, and ends what was staged. */
  async decideAll(node: Node): Promise<void> {
    const waiting = () => node.facts.disk.committed.heldCopies.filter(({ isStaged }) => !isStaged);
    for (let [next] = waiting(); next !== undefined; [next] = waiting()) {
      const { from } = next;
      const decision = this.random.pick(['accept', 'reject'] as const);
      await this.#recorded(running(node).replica, (recorded) =>
        heldChangesOf(node, recorded).decide(from, decision, null),
      );
    }
    await endAllStaging(running(node).replica, null);
  }

  #with(node: Node, act: (items: Items) => Promise<unknown>): Promise<void> {
    return this.#recorded(running(node).replica, (recorded) =>
      act(createItems(recorded, () => this.#itemId(node))),
    );
  }

  /** Runs something that saves, and acknowledges what it saved once it says so. */
  async #recorded(replica: Replica, act: (recorded: Replica) => Promise<unknown>): Promise<void> {
    const saved: ItemWrite[] = [];
    const store: ReplicaStore = {
      ...replica.store,
      write: (work) =>
        replica.store.write((tx) =>
          work({
            ...tx,
            save: async (writes) => {
              await tx.save(writes);
              saved.push(...writes.map(unprepared));
            },
          }),
        ),
    };
    await act({ ...replica, store });
    this.journal.acknowledge(saved);
  }

  #input(): Partial<ItemInput> {
    const fields = ['name', 'notes', 'brand', 'category'] as const;
    const field = this.kind === 'quarrel' ? 'name' : this.random.pick(fields);
    return { [field]: this.#text() };
  }

  /** Mostly a text of its own, sometimes one that others write too; with letters of one to four bytes. */
  #text(): string {
    this.#count += 1;
    return this.random.chance(0.1) ? this.random.pick(['drill', 'saw']) : `é仓🛠${this.#count}`;
  }

  #itemId(node: Node): string {
    const millis = node.facts.wall.now().toString(16).padStart(12, '0');
    const tail = Array.from({ length: 12 }, () => this.random.int(16).toString(16)).join('');
    return `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-${tail}`;
  }
}
