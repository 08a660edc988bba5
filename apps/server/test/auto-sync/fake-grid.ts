import { BriqueError } from '../../src/usecases/brique-error.js';
import { type AutoSync, createAutoSync } from '../../src/usecases/sync/auto-sync.js';
import type { Random } from '../sessions/seeded-random.js';
import { createFakeTiming, type FakeTiming } from '../support/fake-timing.js';

/** An instance reduced to what the engine sees: which changes it holds, and with whom it was proved alike. */
interface FakeInstance {
  readonly id: string;
  readonly held: Set<string>;
  /** What it held when it was last proved identical with a peer. */
  readonly verified: Map<string, string>;
  readonly busy: Set<string>;
  engine: AutoSync;
  /** Times its items changed: edits, and sessions that brought something. */
  changes: number;
  /** Sessions it began that were agreed. */
  begun: number;
}

export interface FakeGrid {
  readonly instances: readonly FakeInstance[];
  readonly timing: FakeTiming;
  /** Somebody edits an item at an instance. */
  edit(at: number): void;
  /** Whether all hold the same. */
  isAlike(): boolean;
  /** Sessions of all instances that were agreed. */
  sessions(): number;
}

/** Instances that all trust each other, with sessions that take 20 ms to 2 s and break as often as told. */
export function createFakeGrid(
  count: number,
  random: Random,
  { intervalSeconds = 86_400, breaks = 0 } = {},
): FakeGrid {
  const timing = createFakeTiming(random.next);
  let edits = 0;
  const instances: FakeInstance[] = Array.from({ length: count }, (_, i) => ({
    ...{ id: 'abcdefgh'[i] ?? '', held: new Set<string>(), verified: new Map<string, string>() },
    ...{ busy: new Set<string>(), changes: 0, begun: 0 },
    engine: null as unknown as AutoSync,
  }));
  const at = (id: string) => instances.find((one) => one.id === id) as FakeInstance;
  const print = (one: FakeInstance) => [...one.held].sort().join();

  const bring = (to: FakeInstance, from: FakeInstance, changes: ReadonlySet<string>) => {
    const news = [...changes].filter((change) => !to.held.has(change));
    for (const change of news) to.held.add(change);
    if (news.length > 0) to.engine.changed(from.id);
    return news.length > 0;
  };

  const session = (a: FakeInstance, b: FakeInstance) =>
    new Promise<void>((resolve, reject) => {
      if (a.busy.has(b.id) || b.busy.has(a.id)) {
        reject(new BriqueError('already_syncing', 'already'));
        return;
      }
      a.busy.add(b.id);
      b.busy.add(a.id);
      a.begun += 1;
      const end = (error: BriqueError | null) => {
        a.busy.delete(b.id);
        b.busy.delete(a.id);
        a.engine.finished(b.id, error === null);
        b.engine.finished(a.id, error === null);
        if (error === null) resolve();
        else reject(error);
      };
      const duration = random.pick([20, 50, 200, 2000]);
      timing.after(duration / 2, () => {
        if (random.chance(breaks)) return end(new BriqueError('connection_lost', 'cut'));
        const [ours, theirs] = [new Set(a.held), new Set(b.held)];
        if (bring(a, b, theirs)) a.changes += 1;
        if (bring(b, a, ours)) b.changes += 1;
        const proved = print(a) === print(b) ? print(a) : null;
        timing.after(duration / 2, () => {
          if (proved !== null) {
            a.verified.set(b.id, proved);
            b.verified.set(a.id, proved);
          }
          end(null);
        });
      });
    });

  for (const one of instances) {
    const others = instances.filter((other) => other !== one);
    one.engine = createAutoSync(
      {
        isOn: () => true,
        intervalMs: () => intervalSeconds * 1000,
        readyPeers: async () =>
          others.map(({ id }) => ({ id, isUpToDate: one.verified.get(id) === print(one) })),
        isBusy: (id) => one.busy.has(id),
        synchronise: (id) => session(one, at(id)),
        log(message, error) {
          throw new Error(message, { cause: error });
        },
      },
      timing,
    );
  }

  return {
    instances,
    timing,
    edit(i) {
      const one = instances[i] as FakeInstance;
      edits += 1;
      one.held.add(String(edits));
      one.changes += 1;
      one.engine.changed();
    },
    isAlike: () => new Set(instances.map(print)).size === 1,
    sessions: () => instances.reduce((sum, { begun }) => sum + begun, 0),
  };
}
