import { decodeItem, isPurged, purgeCount } from '@brique/sync-core';
import { expect, vi } from 'vitest';
import { BriqueError } from '../../src/usecases/brique-error.js';
import type { MemoryState } from '../replica-store/memory-state.js';
import { documentsOf, Grid, logsOf, type Node } from './grid.js';
import { heal } from './heal.js';
import { checkMirrored } from './mirrored-logs.js';
import { People } from './person.js';
import { type Random, seededRandom } from './seeded-random.js';
import { Killed } from './sim-instance.js';
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
  /** Items that ended as tombstones, and those that a purge could not take. */
  purged: number;
  rescued: number;
}

/** Clocks stand within two minutes of true time, so within four of each other. */
const MAX_OFFSET = 2 * 60_000;
const NODE_LIMIT = 6;

/**
 * Runs one random schedule (under fake timers): people, sessions, cuts, crashes, restored backups, twins and jumping clocks; then heals the grid and
 * checks that it converged and lost nothing.
 * @param seed everything random follows from it
 * @param purges whether people empty the trash; without, older seeds do what they always did
 */
export async function runSchedule(seed: number, tally: Tally, purges = true): Promise<void> {
  const random = seededRandom(seed);
  const journal = new WriteJournal();
  let faultRate = random.pick([0, 0.02, 0.1, 0.25]);
  let killRate = random.pick([0, 0.0005, 0.003, 0.01]);
  const grid = new Grid(random, {
    batchItems: random.pick([1, 3, 10, 2000]),
    async step(run) {
      for (let turns = random.int(3); turns > 0; turns--) await undefined;
      if (!random.chance(killRate)) return;
      const node = grid.nodes.find((other) => other.run === run);
      if (node === undefined) return;
      grid.kill(node);
      tally.kills += 1;
    },
    onCommit: (writes, before) => journal.note(writes, before),
  });
  grid.network.weather = roughWeather(random, () => faultRate);
  await grid.add(random.pick([2, 2, 3, 3, 3, 4, 4, 5]));
  const chaos = new Chaos(grid, random, journal, tally, purges);
  for (let steps = 15 + random.int(45); steps > 0; steps--) await chaos.step();

  faultRate = 0;
  killRate = 0;
  await chaos.settle();
  for (const node of grid.nodes) if (node.run === null) await grid.start(node);
  await heal(grid);
  if (!chaos.hadRivals) checkCursorsSufficed(grid);
  for (const { facts } of grid.nodes) expect(journal.missing(facts.disk.committed)).toEqual([]);
  checkWhole(grid, tally);
}

/** No purge leaves a part of an item: it is gone, or there with the name it had from the beginning. */
function checkWhole(grid: Grid, tally: Tally): void {
  for (const text of documentsOf(grid.nodes[0] ?? expect.fail()).values()) {
    const item = decodeItem(text);
    if (isPurged(item)) tally.purged += 1;
    else if (purgeCount(item) > 0) tally.rescued += 1;
    if (!isPurged(item)) expect(item.keys.has('name'), text).toBe(true);
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

  constructor(
    private readonly grid: Grid,
    private readonly random: Random,
    private readonly journal: WriteJournal,
    private readonly tally: Tally,
    purges: boolean,
  ) {
    this.#people = new People(random, journal, purges);
  }

  async step(): Promise<void> {
    const { grid, random } = this;
    const node = random.pick(grid.nodes);
    grid.now += random.int(20_000);
    switch (
      random.weighted({
        act: 10,
        sync: 12,
        settle: 2,
        crash: 0.7,
        backUp: 1,
        restore: 0.5,
        twin: 0.2,
        clock: 1,
        late: 1,
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
        await this.#restore();
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
    }
    for (let turns = random.int(200); turns > 0; turns--) await undefined;
    if (node.run === null && random.chance(0.5)) await this.#start(node);
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
