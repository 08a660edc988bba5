import { LIMITS } from '@brique/shared';
import type { WallClock } from '../clock.js';
import { keepLooking } from '../look-loop.js';
import type { SettingOfTheItems } from '../settings/settings-of-the-items.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { DAY_MS, stepTime } from '../slow-time.js';
import type { Timing } from '../timing.js';
import type { Trash } from './trash.js';

/** Since when this instance has seen each item in the trash. Times are the trash's own (see createTrashRetention), in ms. */
export interface TrashMarks {
  /** Marks what lies in the trash and has no mark yet; forgets what no longer lies there. */
  mark(time: number): Promise<void>;
  /** Ids of items marked by `seenBefore` at the latest, and deleted by then, on the wall clock, ms since 1970. */
  due(seenBefore: number, deletedBefore: number): Promise<string[]>;
}

export interface RetentionContext {
  readonly trash: Pick<Trash, 'purgeDeletedBefore'>;
  readonly marks: TrashMarks;
  readonly settings: SettingsStore;
  readonly wall: WallClock;
  /** Told of a look that failed; the next one comes all the same. */
  log(message: string, error: unknown): void;
}

const RETENTION_MS = LIMITS.trashDays * DAY_MS;
/** Between two looks: often enough for a computer that is on for some hours a day. */
export const LOOK_MS = 6 * 60 * 60 * 1000;

const SETTING: SettingOfTheItems = 'trashTime';

/**
 * Deletes for good what has lain in the trash for LIMITS.trashDays: by the stamp of its deletion, and by what this instance has
 * seen itself.
 *
 * The second is counted in a time of the trash's own (stepTime): a computer that starts in the wrong year must not empty the trash before
 * somebody notices, and one whose clock stood still must not take yesterday's deletion for an old one. What is deleted in the
 * future waits for it.
 *
 * Several instances that do so at once do no harm: two purges of the same are one.
 */
export function createTrashRetention({ trash, marks, settings, wall, log }: RetentionContext) {
  /** @returns how many items went */
  const look = async (): Promise<number> => {
    const now = wall.now();
    const trashTime = stepTime((await settings.all())[SETTING], now);
    await settings.save({ [SETTING]: trashTime });
    const { time } = trashTime;
    await marks.mark(time);
    const due = await marks.due(time - RETENTION_MS, now - RETENTION_MS);
    return trash.purgeDeletedBefore(due, now - RETENTION_MS);
  };

  return {
    look,
    /**
     * Looks now, and every few hours.
     * @returns a function that stops it, and resolves when no look is under way
     */
    start: (timing: Pick<Timing, 'after'>): (() => Promise<void>) =>
      keepLooking(look, LOOK_MS, timing, (error) => log('the trash could not be looked through', error)),
  };
}
