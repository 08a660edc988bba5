import type { BackupFailureCode, BackupState } from '@brique/shared';
import { isoTime, type WallClock } from '../clock.js';
import type { Events } from '../events.js';
import { STORAGE_FAULT_WORDS, storageFault } from '../storage-fault.js';
import type { Timing } from '../timing.js';
import { newestFirst, outdated, type StoredBackup } from './kept-backups.js';

/** Where backups lie, and how one is made. */
export interface BackupFolder {
  readonly path: string;
  list(): Promise<StoredBackup[]>;
  /**
   * Makes a verified backup, or none: what it began is gone when it fails.
   * @param at goes into its name, ms since 1970
   * @throws BackupError, and whatever the file system and the database throw
   */
  make(at: number, signal: AbortSignal): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A reason not to keep what was copied, in words for the owner. */
export class BackupError extends Error {
  override name = 'BackupError';

  constructor(
    readonly code: BackupFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface BackupContext {
  readonly folder: BackupFolder;
  readonly wall: WallClock;
  readonly events: Events;
  /** Whether there is something to lose; until then none is made but by a click. */
  hasItems(): Promise<boolean>;
  /** Told of a backup that failed. */
  log(message: string, error: unknown): void;
}

export interface Backups {
  state(): Promise<BackupState>;
  /** Makes one now, or waits for the one that is being made. Failure is told by the state, and does not throw. */
  backUp(): Promise<BackupState>;
  /**
   * Makes one when the last is older than a day and there are items: now, and from then on.
   * @returns a function that stops it, breaks off the one being made, and resolves when nothing is under way
   */
  start(timing: Pick<Timing, 'after'>): () => Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Between two looks whether a day has passed: a computer may sleep, and a full disk have room again. */
export const LOOK_MS = 30 * 60 * 1000;

export function createBackups({ folder, wall, events, hasItems, log }: BackupContext): Backups {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let failure: BackupState['failure'] = null;
  const changed = () => events.emit('backups-changed', {});

  const make = async () => {
    const at = wall.now();
    try {
      await folder.make(at, stopping.signal);
      failure = null;
      for (const { name } of outdated(await folder.list(), at)) await folder.remove(name);
    } catch (error) {
      // Stopping is no failure; the next start makes it.
      if (stopping.signal.aborted) return;
      failure = { at: isoTime(at), ...failureOf(error) };
      log('no backup could be made', error);
    }
  };
  const begin = () => {
    running ??= make().finally(() => {
      running = null;
      changed();
    });
    return running;
  };
  const state = async (): Promise<BackupState> => ({
    folder: folder.path,
    backups: newestFirst(await folder.list(), wall.now()).map(({ name, at, bytes }) => ({
      ...{ name, bytes, at: isoTime(at) },
    })),
    isRunning: running !== null,
    failure,
  });

  return {
    state,
    async backUp() {
      const made = begin();
      changed();
      await made;
      return state();
    },
    start(timing) {
      let cancel = () => {};
      let looking: Promise<void> = Promise.resolve();
      const look = async () => {
        const now = wall.now();
        const [last] = newestFirst(await folder.list(), now);
        const isDue = last === undefined || last.at > now || now - last.at >= DAY_MS;
        if (isDue && (await hasItems())) await begin();
      };
      const next = () => {
        looking = look()
          .catch((error: unknown) => log('the backups could not be looked through', error))
          .then(() => {
            if (!stopping.signal.aborted) cancel = timing.after(LOOK_MS, next);
          });
      };
      next();
      return async () => {
        stopping.abort();
        cancel();
        await Promise.all([looking, running]);
      };
    },
  };
}

function failureOf(error: unknown): { code: BackupFailureCode; message: string } {
  if (error instanceof BackupError) return { code: error.code, message: error.message };
  const fault = storageFault(error);
  if (fault !== null)
    return { code: fault === 'disk_failed' ? 'internal' : fault, message: STORAGE_FAULT_WORDS[fault] };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
