import { expect, vi } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import type { MemoryState } from '../replica-store/memory-state.js';
import type { Grid, Node } from './grid.js';
import { checkMirrored, lastLogId } from './mirrored-logs.js';
import { People, type PeopleTally } from './person.js';
import { placeOfReader, type Relation, statesAt } from './restore-moments.js';
import type { Random } from './seeded-random.js';
import { type InstanceFacts, Killed } from './sim-instance.js';
import type { WriteJournal } from './write-journal.js';
import { type Clocks, passTime, setClock } from './wrong-clocks.js';

/** What a schedule did, so that a run can say that it did not do nothing. */
export interface Tally extends PeopleTally {
  sessions: number;
  succeeded: number;
  failed: Record<string, number>;
  kills: number;
  restores: number;
  twins: number;
  /** Times the network was divided. */
  partitions: number;
  /** Backups put back that end before, at, or past the place that a peer's cursor stands for. */
  restored: Record<Relation, number>;
  /** Copies that waited for a decision at the end. */
  held: number;
  /** Items that ended as tombstones, and those that a purge could not take. */
  purged: number;
  rescued: number;
}

const NODE_LIMIT = 7;

/** What goes on in a grid while nothing is healed. */
export class Chaos {
  /** Whether a disk was set back or copied. */
  hadRivals = false;
  readonly #people: People;
  readonly #running = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  readonly #states = new Map<InstanceFacts['disk'], MemoryState[]>();

  constructor(
    private readonly grid: Grid,
    private readonly random: Random,
    private readonly journal: WriteJournal,
    private readonly tally: Tally,
    private readonly clocks: Clocks,
    private readonly quarrels: boolean,
  ) {
    this.#people = new People(random, journal, quarrels ? 'quarrel' : 'today', tally);
  }

  /** One item at each instance, if it gets there. */
  async giveAllOneThing(): Promise<void> {
    const [first, ...others] = this.grid.nodes;
    if (first === undefined) return;
    await this.#act(first);
    for (const node of others) await this.#sync(node, first);
  }

  async step(): Promise<void> {
    const { grid, random } = this;
    const node = random.pick(grid.nodes);
    passTime(this.clocks, random, grid);
    switch (
      random.weighted({
        act: this.quarrels ? 30 : 10,
        sync: this.quarrels ? 20 : 12,
        settle: this.quarrels ? 12 : 2,
        crash: 0.7,
        restore: 1.5,
        twin: 0.2,
        clock: this.clocks === 'wild' ? 6 : 1,
        late: 1,
        divide: 0.7,
      })
    ) {
      case 'act':
        this.#run(this.#act(node));
        break;
      case 'sync':
        this.#run(this.#sync(node, random.pick(grid.nodes)));
        break;
      case 'settle':
        await this.settle();
        break;
      case 'crash':
        grid.kill(node);
        this.tally.kills += 1;
        break;
      case 'restore':
        await this.#restoreAt();
        break;
      case 'twin':
        await this.#twin(node);
        break;
      case 'clock':
        setClock(this.clocks, random, grid, node);
        break;
      case 'late':
        grid.network.deliverLate();
        break;
      case 'divide':
        this.#divide();
        break;
    }
    for (let turns = random.int(120); turns > 0; turns--) await undefined;
    if (node.run === null && random.chance(0.5)) await this.#start(node);
  }

  /** Everybody decides about what waits for him. */
  async decideAll(): Promise<void> {
    for (const node of this.grid.nodes) {
      this.tally.held += node.facts.disk.committed.heldCopies.length;
      await this.#people.decideAll(node);
    }
  }

  /** Waits until nothing runs, and sees that nothing is left as running. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    if (this.#failures.length > 0) throw this.#failures[0];
    // Servers go on for a little after their clients have gone; who was cut off before its session began notices by silence only.
    for (let turns = 0; turns < 400; turns++) await undefined;
    vi.advanceTimersByTime(60_000);
    for (let turns = 0; turns < 400; turns++) await undefined;
    for (const { run, facts } of this.grid.nodes) {
      if (run !== null) expect(run.context.registry.running(), `sessions of ${facts.name}`).toEqual([]);
    }
  }

  #run(work: Promise<void>): void {
    const watched = work.finally(() => this.#running.delete(watched));
    watched.catch((error: unknown) => this.#failures.push(error));
    this.#running.add(watched);
  }

  async #act(node: Node): Promise<void> {
    if (node.run === null) return;
    try {
      await this.#people.act(node);
    } catch (error) {
      // A person whose instance dies, or who edits what went to the trash meanwhile, tries again another time.
      if (!(error instanceof Killed || error instanceof BriqueError) && node.run !== null) throw error;
    }
  }

  async #sync(from: Node, to: Node): Promise<void> {
    if (from.run === null || from.facts.instanceId === to.facts.instanceId) return;
    const { run } = from;
    const other = to.run;
    const since = lastLogId(to);
    this.tally.sessions += 1;
    try {
      await run.sync(to.facts);
      this.tally.succeeded += 1;
      // Who was restored meanwhile has lost its log.
      if (other?.isAlive() === true) checkMirrored(from, to, since);
    } catch (error) {
      if (!run.isAlive()) return;
      const code = error instanceof BriqueError ? error.code : 'other';
      this.tally.failed[code] = (this.tally.failed[code] ?? 0) + 1;
      if (!EXPECTED.has(code) && !(code === 'clock_skew' && this.clocks === 'wild')) throw error;
    }
  }

  async #putBack(node: Node, state: MemoryState): Promise<void> {
    const before = node.facts.disk.committed;
    this.hadRivals = true;
    this.grid.kill(node);
    const others = this.grid.nodes.filter((other) => other !== node);
    this.journal.lose(
      before,
      state,
      others.map(({ facts }) => facts.disk.committed),
    );
    node.facts.disk.committed = state;
    await this.#start(node);
    this.tally.restores += 1;
  }

  /** A state that was committed; any may have been copied as a backup. */
  remember({ disk }: InstanceFacts): void {
    const states = this.#states.get(disk) ?? [];
    this.#states.set(disk, states);
    states.push(disk.committed);
  }

  /** Puts back a backup that ends before, at or past the place that one of the peers has read up to. */
  async #restoreAt(): Promise<void> {
    const { grid, random } = this;
    const [node, peer] = [random.pick(grid.nodes), random.pick(grid.nodes)];
    const place = placeOfReader(node.facts, peer.facts);
    const relation = random.pick(['before', 'at', 'past'] as const);
    const states = statesAt(relation, place, this.#states.get(node.facts.disk) ?? []);
    if (states.length === 0) return;
    await this.#putBack(node, random.pick(states));
    this.tally.restored[relation] += 1;
  }

  /** Divides the network, or mends it. */
  #divide(): void {
    const { grid, random } = this;
    const side = grid.nodes.filter(() => random.chance(0.5)).map(({ facts }) => facts.address);
    grid.network.divide(random.chance(0.5) ? null : new Set(side));
    this.tally.partitions += 1;
  }

  async #twin(node: Node): Promise<void> {
    const { grid } = this;
    const ids = new Set(grid.nodes.map(({ facts }) => facts.instanceId));
    // Twins meet through others, so there must be one.
    if (grid.nodes.length >= NODE_LIMIT || ids.size < 2 || ids.size < grid.nodes.length) return;
    this.hadRivals = true;
    await grid.addTwin(node).catch(ignoreKill);
    this.tally.twins += 1;
  }

  async #start(node: Node): Promise<void> {
    if (node.run === null) await this.grid.start(node).catch(ignoreKill);
  }
}

/** What a session in bad weather may fail with; anything else is a fault of ours. */
const EXPECTED = new Set([
  'already_syncing',
  'connection_lost',
  'peer_unreachable',
  'peer_refused',
  'cancelled',
]);

function ignoreKill(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}
