import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Tally } from './chaos.js';
import { runSchedule } from './schedule.js';

/** One seed to replay, e.g. `BRIQUE_SEED=17`. */
const REPLAY = process.env.BRIQUE_SEED;
const RUNS = Number(process.env.BRIQUE_SIM_RUNS ?? 10_000);
/**
 * Seeds that failed once. 1349913853, 1349951525: a session's log was taken for that of a twin's, which had been refused meanwhile; the
 * check was wrong. 601438245: two deleted the same item, one of them for good; the model said that the other's deletion is lost.
 * 601454809: what a killed process had under way reached its disk after a backup had been put back there, as no kill lets it.
 * 601462138: the restamp of an item that a deletion for good could not take was held to be another deletion for good.
 * 3324369690, 3324378348: deleted, restored and deleted again, or chosen to be deleted, beside a deletion for good. 3324342276: a conflict that was none, after a wrong clock.
 * 2545713389: what had waited for a decision came after all had met, and lay just beyond what a clock a little behind takes.
 * 2644856560: so did a twin, which met nobody before.
 */
const ONCE_FAILED = [
  1349913853, 1349951525, 601438245, 601454809, 601462138, 3324369690, 3324378348, 3324342276, 2545713389,
  2644856560,
];
/** Schedules of one test. */
const CHUNK = 500;

const tally: Tally = {
  ...{ sessions: 0, succeeded: 0, failed: {}, kills: 0, restores: 0, twins: 0 },
  ...{ purged: 0, rescued: 0, partitions: 0, held: 0, choices: 0, takenBack: 0 },
  ...{ massEdits: 0, rollBacks: 0, setBacks: 0 },
  restored: { before: 0, at: 0, past: 0 },
};

/** Runs one schedule; a failure names the seed that repeats it. */
async function run(seed: number): Promise<void> {
  try {
    await runSchedule(seed, tally);
  } catch (error) {
    throw new Error(`seed ${seed} failed; replay it with BRIQUE_SEED=${seed}`, { cause: error });
  } finally {
    // What a session of this schedule still waits for is no matter of the next.
    vi.clearAllTimers();
  }
}

describe('a grid of instances, through cuts, crashes, restores, twins and wrong clocks', () => {
  // Sessions that wait for a silent peer must not wait here.
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });
  if (REPLAY !== undefined) {
    it(`replays seed ${REPLAY}`, () => run(Number(REPLAY)));
    return;
  }

  it.each(ONCE_FAILED)('passes what failed once: seed %d', (seed) => run(seed));

  // The same seeds each time, so that a red run is a change's doing; BRIQUE_SIM_BASE=now, or a number, tries others.
  const now = Math.floor(Date.now() / 1000) % 1_000_000;
  const base =
    (process.env.BRIQUE_SIM_BASE === 'now' ? now : Number(process.env.BRIQUE_SIM_BASE ?? 1)) * 1000;
  const before = process.cpuUsage();
  afterAll(() => {
    const { user, system } = process.cpuUsage(before);
    const rate = (RUNS / ((user + system) / 1e6)).toFixed(1);
    console.log(
      `${RUNS} schedules from seed ${base}, ${rate} a second of processor time: ${JSON.stringify(tally)}`,
    );
  });
  for (let from = base; from < base + RUNS; from += CHUNK) {
    const to = Math.min(from + CHUNK, base + RUNS);
    it(`converges and loses nothing: seeds ${from} to ${to - 1}`, { timeout: 600_000 }, async () => {
      for (let seed = from; seed < to; seed++) await run(seed);
      expect(tally.succeeded).toBeGreaterThan(0);
    });
  }
});
