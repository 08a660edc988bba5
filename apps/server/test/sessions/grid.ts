import type { SyncResult } from '@brique/shared';
import { EMPTY_STATE, type MemoryState } from '../replica-store/memory-state.js';
import { START } from '../replica-store/sample-items.js';
import { FakeNetwork } from './fake-network.js';
import { type Random, seededRandom } from './seeded-random.js';
import { type InstanceFacts, type InstanceRun, type Surroundings, startInstance } from './sim-instance.js';
import { FAIR_WEATHER } from './weather.js';

const NAMES = ['Anna', 'Bruno', 'Carla', 'Dario', 'Elena', 'Fabio', 'Gina'];

/** One instance of a grid: its facts, its disk, and the process that runs now. */
export interface Node {
  readonly facts: InstanceFacts;
  /** Milliseconds its wall clock is ahead of true time. */
  clockOffset: number;
  run: InstanceRun | null;
}

/** Some instances that trust each other, on a network and in a time of their own. */
export class Grid {
  readonly nodes: Node[] = [];
  readonly network: FakeNetwork;
  /** True time, ms since 1970. */
  now = START;
  readonly around: Surroundings;

  constructor(
    readonly random: Random = seededRandom(1),
    around: Partial<Omit<Surroundings, 'network' | 'random'>> = {},
  ) {
    this.network = new FakeNetwork(FAIR_WEATHER);
    this.around = { network: this.network, random, step: async () => undefined, ...around };
  }

  /** Adds instances that run, with ids in ascending order. */
  async add(count: number): Promise<Node[]> {
    const added: Node[] = [];
    for (let i = 0; i < count; i++) {
      const n = this.nodes.length;
      // Ids begin with 8 letters of their own; replica ids are made from them.
      added.push(this.#node(`${'abcdefg'[n]}`.repeat(52), `${NAMES[n]}`, EMPTY_STATE));
    }
    for (const node of added) await this.start(node);
    return added;
  }

  /** Adds the copy of a data folder, which runs beside the original under the same id. */
  async addTwin(of: Node): Promise<Node> {
    const twin = this.#node(of.facts.instanceId, `${of.facts.name}'s twin`, of.facts.disk.committed);
    await this.start(twin);
    return twin;
  }

  async start(node: Node): Promise<InstanceRun> {
    node.run = await startInstance(node.facts, this.around);
    return node.run;
  }

  /** Ends the process at once; only its disk stays. */
  kill(node: Node): void {
    node.run?.kill();
    node.run = null;
  }

  /** Puts a backup back, as somebody would: stops the instance, replaces the data, starts it. */
  async restore(node: Node, backup: MemoryState): Promise<void> {
    this.kill(node);
    node.facts.disk.committed = backup;
    await this.start(node);
  }

  sync(from: Node, to: Node): Promise<SyncResult> {
    return running(from).sync(to.facts);
  }

  #node(instanceId: string, name: string, committed: MemoryState): Node {
    const node: Node = {
      facts: {
        instanceId,
        name,
        address: `host-${this.nodes.length}:9080`,
        disk: { committed },
        wall: { now: () => this.now + node.clockOffset },
      },
      clockOffset: 0,
      run: null,
    };
    this.nodes.push(node);
    return node;
  }
}

export function running(node: Node): InstanceRun {
  if (node.run === null) throw new Error(`${node.facts.name} does not run`);
  return node.run;
}

/** Id to canonical text of everything an instance holds. */
export function documentsOf(node: Node): Map<string, string> {
  const rows = [...node.facts.disk.committed.items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** The sessions of a node that ended, in the order in which they began to be logged. */
export function logsOf(node: Node) {
  return [...node.facts.disk.committed.logs.values()].filter(({ ended }) => ended);
}
