import { decodeItem, isPurged, purgeCount } from '@brique/sync-core';
import { expect, vi } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import type { BrakeLimit } from '../../src/usecases/sync/brake.js';
import type { MemoryState } from '../replica-store/memory-state.js';
import { documentsOf, Grid, logsOf, type Node } from './grid.js';
import { heal, healAtOne } from './heal.js';
import { checkMirrored } from './mirrored-logs.js';
import { People } from './person.js';
import { placeOfReader, type Relation, statesAt } from './restore-moments.js';
import { type Random, seededRandom } from './seeded-random.js';
import { type InstanceFacts, Killed } from './sim-instance.js';
import { roughWeather } from './weather.js';
import { WriteJournal } from './write-journal.js';

/** What a schedule did, so that a run can say that it did not do nothing. */
export interface Tally {
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
  /** Choices between values in conflict, and those that were taken back. */
  choices: number;
  takenBack: number;
  /** Copies that waited for a decision at the end. */
  held: number;
  /** Items that ended as tombstones, and those that a purge could not take. */
  purged: number;
  rescued: number;
}

/** Clocks stand within two minutes of true time, so within four of each other. */
const MAX_OFFSET = 2 * 60_000;
const NODE_LIMIT = 7;
/** What a session may take without asking: small, for what people change between two sessions is little. */
const LIMITS: readonly (BrakeLimit | null)[] = [
  null,
  { items: 0, percent: 1 },
  { items: 1, percent: 10 },
  { items: 4, percent: 30 },
];

/** The share of schedules in which all change one item, choose between what it is called, and take that back. */
const QUARRELS = 0.1;
const QUARREL_SIZE = { instances: 3, steps: 40 };

/** How much goes on in a schedule. */
interface Size {
  readonly instances: number;
  readonly steps: number;
}

/** Many small schedules find more than a few large ones in the same time; the large ones find what needs many instances. */
function sizeOf(random: Random): Size {
  const kind = random.weighted({ small: 80, middle: 17, large: 3 });
  if (kind === 'small') return { instances: random.pick([2, 2, 3]), steps: 5 + random.int(10) };
  if (kind === 'middle') return { instances: random.pick([2, 3, 3, 4]), steps: 10 + random.int(25) };
  return { instances: 4 + random.int(4), steps: 20 + random.int(40) };
}

/**
 * Runs one random schedule (under fake timers): people, sessions, cuts, crashes, restored backups, twins and jumping clocks; then heals the grid and
 * checks that it converged and lost nothing.
 * @param seed everything random follows from it
 * @param kind `first` for the seeds of the first generator, without emptied trash, divided networks and small schedules
 */
export async function runSchedule(
  seed: number,
  tally: Tally,
  kind: 'today' | 'first' = 'today',
): Promise<void> {
  const random = seededRandom(seed);
  const journal = new WriteJournal();
  let faultRate = random.pick([0, 0.02, 0.1, 0.25]);
  let killRate = random.pick([0, 0.0005, 0.003, 0.01]);
  let brakeLimit = kind === 'today' ? random.pick(LIMITS) : null;
  const grid = new Grid(random, {
    brakeLimit: () => brakeLimit,
    batchItems: random.pick([1, 3, 10, 2000]),
    async step(run) {
      for (let turns = random.int(3); turns > 0; turns--) await undefined;
      if (!random.chance(killRate)) return;
      const node = grid.nodes.find((other) => other.run === run);
      if (node === undefined) return;
      grid.kill(node);
      tally.kills += 1;
    },
    onCommit: (writes, before, run) => {
      journal.note(writes, before);
      chaos.remember(run.facts);
    },
  });
  grid.network.weather = roughWeather(random, () => faultRate);
  const quarrels = kind === 'today' && random.chance(QUARRELS);
  const chaos = new Chaos(grid, random, journal, tally, kind, quarrels);
  const size = quarrels ? QUARREL_SIZE : kind === 'today' ? sizeOf(random) : null;
  await grid.add(size?.instances ?? random.pick([2, 2, 3, 3, 3, 4, 4, 5]));
  if (quarrels) await chaos.giveAllOneThing();
  for (let steps = size?.steps ?? 15 + random.int(45); steps > 0; steps--) await chaos.step();

  faultRate = 0;
  killRate = 0;
  grid.network.divide(null);
  await chaos.settle();
  for (const node of grid.nodes) if (node.run === null) await grid.start(node);
  const hadHeld = grid.nodes.some(({ facts }) => facts.disk.committed.lastHeld > 0);
  brakeLimit = null;
  if (hadHeld) await chaos.decideAll();
  await (kind === 'today' && random.chance(0.9) ? healAtOne(grid) : heal(grid));
  // While something waits the two differ, and a session may look whether that is all.
  if (!chaos.hadRivals && !hadHeld) checkCursorsSufficed(grid);
  // All hold the same.
  const [any] = grid.nodes;
  if (any !== undefined) expect(journal.missing(any.facts.disk.committed)).toEqual([]);
  checkWhole(grid, tally);
}

/** No purge leaves a part of an item: it is gone, or there with the name it had from the beginning. */
function checkWhole(grid: Grid, tally: Tally): void {
  for (const text of documentsOf(grid.nodes[0] ?? expect.fail()).values()) {
    const item = decodeItem(text);
    if (isPurged(item)) tally.purged += 1;
    else if (purgeCount(item) > 0) tally.rescued += 1;
    if (!isPurged(item) && !item.keys.has('name')) expect.fail(text);
  }
}

/**
 * Cursors alone find what is to be sent, whatever is cut or killed, unless a disk was set back or copied: then the proof must find
 * it. So no session had to reconcile because its proof failed.
 */
function checkCursorsSufficed(grid: Grid): void {
  for (const node of grid.nodes) {
    const reconciled = logsOf(node).filter((log) => log.reconciled);
    expect(reconciled, `sessions of ${node.facts.name} whose proof failed`).toEqual([]);
  }
}

/** What goes on in a grid while nothing is healed. */
class Chaos {
  /** Whether a disk was set back or copied. */
  hadRivals = false;
  readonly #people: People;
  readonly #running = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  readonly #backups: { node: Node; state: MemoryState }[] = [];
  readonly #states = new Map<InstanceFacts['disk'], MemoryState[]>();

  constructor(
    private readonly grid: Grid,
    private readonly random: Random,
    private readonly journal: WriteJournal,
    private readonly tally: Tally,
    private readonly kind: 'today' | 'first',
    private readonly quarrels: boolean,
  ) {
    this.#people = new People(random, journal, quarrels ? 'quarrel' : kind, tally);
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
    grid.now += random.int(20_000);
    switch (
      random.weighted({
        act: this.quarrels ? 30 : 10,
        sync: this.quarrels ? 20 : 12,
        settle: this.quarrels ? 12 : 2,
        crash: 0.7,
        backUp: 1,
        restore: this.kind === 'today' ? 1.5 : 0.5,
        twin: 0.2,
        clock: 1,
        late: 1,
        divide: this.kind === 'today' ? 0.7 : 0,
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
      case 'backUp':
        this.#backups.push({ node, state: node.facts.disk.committed });
        break;
      case 'restore':
        await (this.kind === 'today' ? this.#restoreAt() : this.#restore());
        break;
      case 'twin':
        await this.#twin(node);
        break;
      case 'clock':
        node.clockOffset = random.int(2 * MAX_OFFSET) - MAX_OFFSET;
        break;
      case 'late':
        grid.network.deliverLate();
        break;
      case 'divide':
        this.#divide();
        break;
    }
    for (let turns = random.int(this.kind === 'today' ? 120 : 200); turns > 0; turns--) await undefined;
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
    this.tally.sessions += 1;
    try {
      await run.sync(to.facts);
      this.tally.succeeded += 1;
      // Who was restored meanwhile has lost its log.
      if (other?.isAlive() === true) checkMirrored(from, to);
    } catch (error) {
      if (!run.isAlive()) return;
      const code = error instanceof BriqueError ? error.code : 'other';
      this.tally.failed[code] = (this.tally.failed[code] ?? 0) + 1;
      if (!EXPECTED.has(code)) throw error;
    }
  }

  async #restore(): Promise<void> {
    if (this.#backups.length === 0) return;
    const { node, state } = this.random.pick(this.#backups);
    await this.#putBack(node, state);
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
