import type { SyncTrigger } from '@brique/shared';
import { BriqueError, type ErrorCode } from '../../src/usecases/brique-error.js';
import { type AutoSync, type AutoSyncDrive, createAutoSync } from '../../src/usecases/sync/auto-sync.js';
import { seededRandom } from '../sessions/seeded-random.js';
import { createFakeTiming, type FakeTiming } from '../support/fake-timing.js';

/** A session that the engine began and that goes on until the test ends it. */
interface Begun {
  readonly with: string;
  readonly trigger: SyncTrigger;
  /** It succeeds; both sides are proved identical. */
  succeed(): Promise<void>;
  fail(code: ErrorCode): Promise<void>;
}

/** An engine whose peers, sessions and time are the test's. */
export interface EngineUnderTest {
  readonly engine: AutoSync;
  readonly timing: FakeTiming;
  /** Who is trusted, wanted and online, and whether it holds all we hold. */
  readonly peers: Map<string, { isUpToDate: boolean }>;
  /** Peers with which somebody else's session runs. */
  readonly busy: Set<string>;
  /** Sessions begun since this was last called, as `trigger peer`. */
  begun(): string[];
  /** The session with a peer that runs now. */
  session(peerId: string): Begun;
  /** Somebody edits an item here. */
  edit(): Promise<void>;
  settings: { isOn: boolean; intervalSeconds: number };
  settle(): Promise<void>;
}

/** Starts an engine among peers that are online and up to date, and lets it meet them. */
export async function startEngine(peerIds: readonly string[], seed = 1): Promise<EngineUnderTest> {
  const timing = createFakeTiming(seededRandom(seed).next);
  const peers = new Map(peerIds.map((id) => [id, { isUpToDate: true }]));
  const busy = new Set<string>();
  const running = new Map<string, Begun>();
  const settings = { isOn: true, intervalSeconds: 300 };
  let begun: string[] = [];
  const settle = () => timing.advance(0);

  const drive: AutoSyncDrive = {
    isOn: () => settings.isOn,
    intervalMs: () => settings.intervalSeconds * 1000,
    readyPeers: async () => [...peers].map(([id, { isUpToDate }]) => ({ id, isUpToDate })),
    isBusy: (id) => busy.has(id) || running.has(id),
    synchronise: (id, trigger) =>
      new Promise<void>((resolve, reject) => {
        if (running.has(id)) throw new Error(`a second session with ${id}`);
        begun.push(`${trigger} ${id}`);
        const end = async (error: BriqueError | null) => {
          running.delete(id);
          const peer = peers.get(id);
          if (error === null && peer !== undefined) peer.isUpToDate = true;
          engine.finished(id, error === null);
          if (error === null) resolve();
          else reject(error);
          await settle();
        };
        running.set(id, {
          with: id,
          trigger,
          succeed: () => end(null),
          fail: (code) => end(new BriqueError(code, code)),
        });
      }),
    log(message, error) {
      throw new Error(message, { cause: error });
    },
  };
  const engine = createAutoSync(drive, timing);
  const under: EngineUnderTest = {
    ...{ engine, timing, peers, busy, settings, settle },
    begun: () => begun.splice(0),
    session(id) {
      const found = running.get(id);
      if (found === undefined) throw new Error(`no session with ${id} runs; ${[...running.keys()]} do`);
      return found;
    },
    async edit() {
      for (const peer of peers.values()) peer.isUpToDate = false;
      engine.changed();
      await settle();
    },
  };
  await settle();
  // Everybody is met, at most three at a time.
  for (let rounds = 0; rounds < peerIds.length; rounds++) {
    await timing.advance(3000);
    for (const session of [...running.values()]) await session.succeed();
  }
  begun = [];
  return under;
}
