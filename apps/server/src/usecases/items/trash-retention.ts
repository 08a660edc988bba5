import { LIMITS } from '@brique/shared';
import type { WallClock } from '../clock.js';
import type { SettingsStore } from '../settings/settings-store.js';
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

const DAY_MS = 24 * 60 * 60 * 1000;
const RETENTION_MS = LIMITS.trashDays * DAY_MS;
/** Between two looks: often enough for a computer that is on for some hours a day. */
export const LOOK_MS = 6 * 60 * 60 * 1000;
/** What the trash's time moves on at most between two looks. */
const MAX_STEP_MS = 31 * DAY_MS;

const SETTING = 'trashTime';
interface TrashTime {
  /** The wall clock at the last look. */
  readonly at: number;
  /** Milliseconds counted so far. */
  readonly time: number;
}

/**
 * Deletes for good what has lain in the trash for LIMITS.trashDays: by the stamp of its deletion, and by what this instance has
 * seen itself.
 *
 * The second is counted in a time of the trash's own. It moves on with the wall clock from look to look, never back and at
 * most a month at once: a computer that starts in the wrong year must not empty the trash before somebody notices, and one
 * whose clock stood still must not take yesterday's deletion for an old one. What is deleted in the future waits for it.
 *
 * Several instances that do so at once do no harm: two purges of the same are one.
 */
export function createTrashRetention({ trash, marks, settings, wall, log }: RetentionContext) {
  /** @returns how many items went */
  const look = async (): Promise<number> => {
    const now = wall.now();
    const last = asTrashTime((await settings.all())[SETTING]) ?? { at: now, time: 0 };
    const time = last.time + Math.min(Math.max(0, now - last.at), MAX_STEP_MS);
    await settings.save({ [SETTING]: { at: now, time } satisfies TrashTime });
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
    start(timing: Pick<Timing, 'after'>): () => Promise<void> {
      let isStopped = false;
      let cancel = () => {};
      let running: Promise<void> = Promise.resolve();
      const next = () => {
        running = look()
          .then(
            () => undefined,
            (error: unknown) => log('the trash could not be looked through', error),
          )
          .then(() => {
            if (!isStopped) cancel = timing.after(LOOK_MS, next);
          });
      };
      next();
      return () => {
        isStopped = true;
        cancel();
        return running;
      };
    },
  };
}

function asTrashTime(value: unknown): TrashTime | null {
  const { at, time } = (value ?? {}) as Partial<Record<'at' | 'time', unknown>>;
  return typeof at === 'number' && typeof time === 'number' ? { at, time } : null;
}
