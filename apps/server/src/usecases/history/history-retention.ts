import type { WallClock } from '../clock.js';
import { keepLooking } from '../look-loop.js';
import type { SettingOfTheItems } from '../settings/settings-of-the-items.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { DAY_MS, type SlowTime, stepTime } from '../slow-time.js';
import type { Timing } from '../timing.js';

/** The history of all items, from its old end. */
export interface HistoryArchive {
  /**
   * Notes how far the history goes now.
   * @param time the retention's own (stepTime), ms
   * @param at wall clock, ms since 1970
   */
  mark(time: number, at: number): Promise<void>;
  /**
   * Lets the history begin after the latest mark that is as old as both, if one is: from now on nothing before it is promised.
   * @returns up to where it may go, the last seq; null when all is kept
   */
  beginAfter(time: number, at: number): Promise<number | null>;
  /**
   * Drops the oldest entries in one short transaction, and notes which sessions are no longer known in full.
   * @param through seq
   * @returns how many; 0 when there are none left
   */
  drop(through: number): Promise<number>;
}

export interface HistoryRetentionContext {
  readonly archive: HistoryArchive;
  readonly settings: SettingsStore;
  /** How many days the owner wants it kept; null: for ever. */
  readonly days: () => number | null;
  readonly wall: WallClock;
  /** Lets others have their turn between two steps. */
  pause(): Promise<unknown>;
  /** Told of a look that failed; the next one comes all the same. */
  log(message: string, error: unknown): void;
}

/** Between two looks. */
export const LOOK_MS = DAY_MS;
/** Nothing is dropped in the first time after the owner chose another number of days: a slip of the finger can be mended. */
const GRACE_MS = DAY_MS / 2;

const SETTING: SettingOfTheItems = 'historyTime';
/** What is kept from look to look. */
interface Kept extends SlowTime {
  /** What the owner had chosen at the last look. */
  readonly days: number | null;
  /** When that was first seen; of `time`. */
  readonly since: number;
}

/**
 * Drops what items were before a write once that is older than the owner wants it kept.
 *
 * Age is counted twice, as in the trash (trash-retention.ts): by the wall clock, and in a time that no leap of the clock moves on by more
 * than a month. Each look marks where the history ends; what lies before a mark is older than it. So the history goes from its old end
 * only, in order, and whatever is kept is kept whole.
 *
 * Undo needs nothing of it: an act remembers itself what it changed (recent-acts.ts).
 */
export function createHistoryRetention(context: HistoryRetentionContext) {
  const { archive, settings, wall, log } = context;
  let isStopped = false;

  /** @returns how many entries went */
  const look = async (): Promise<number> => {
    const now = wall.now();
    const days = context.days();
    const last = (await settings.all())[SETTING];
    const slow = stepTime(last, now);
    const kept: Kept = { ...slow, days, since: sinceOf(last, days) ?? slow.time };
    await settings.save({ [SETTING]: kept });
    await archive.mark(slow.time, now);
    const isChosenAnew = slow.time - kept.since < GRACE_MS;
    if (days === null || isChosenAnew) return 0;
    const through = await archive.beginAfter(slow.time - days * DAY_MS, now - days * DAY_MS);
    let dropped = 0;
    while (through !== null && !isStopped) {
      const step = await archive.drop(through);
      if (step === 0) break;
      dropped += step;
      await context.pause();
    }
    return dropped;
  };

  return {
    look,
    /**
     * Looks now, and every day.
     * @returns a function that stops it, and resolves when no look is under way
     */
    start(timing: Pick<Timing, 'after'>): () => Promise<void> {
      const failed = (error: unknown) => log('the history could not be looked through', error);
      const stop = keepLooking(look, LOOK_MS, timing, failed);
      return () => {
        isStopped = true;
        return stop();
      };
    },
  };
}

/** @returns since when the same was chosen; null when it was not */
function sinceOf(last: unknown, days: number | null): number | null {
  const kept = (last ?? {}) as Partial<Record<keyof Kept, unknown>>;
  return kept.days === days && typeof kept.since === 'number' ? kept.since : null;
}
