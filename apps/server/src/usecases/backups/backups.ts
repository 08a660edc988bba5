import type { BackupFailureCode, BackupState } from '@brique/shared';
import { BriqueError } from '../brique-error.js';
import { isoTime, type WallClock } from '../clock.js';
import type { Events } from '../events.js';
import { keepLooking } from '../look-loop.js';
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
   * @returns ids of items that cannot be read in it: those are as they are in the inventory, and all others are whole
   * @throws BackupError, and whatever the file system and the database throw
   */
  make(at: number, signal: AbortSignal): Promise<readonly string[]>;
  /** @param ids of items @returns those of them that can be read in a backup */
  readable(name: string, ids: readonly string[]): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
  /** What restores replaced: possibly the only copy of what was typed since the backup that took its place. */
  setAside(): Promise<SetAside[]>;
  /** @returns whether it was still there */
  removeSetAside(name: string): Promise<boolean>;
  /** Makes an end of removals that a killed process had begun; their room is free then. */
  finishRemovals(): Promise<void>;
}

/** A database that a restore replaced. */
export interface SetAside {
  /** Of its folder. */
  readonly name: string;
  /** When it was replaced, ms since 1970. */
  readonly at: number;
  /** With its log. */
  readonly bytes: number;
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
  /** Deletes for good what a restore set aside; nothing else ever does. @throws BriqueError `not_found` */
  discard(name: string): Promise<BackupState>;
  /**
   * Makes one when the last is older than a day and there are items: now, and from then on. What was being removed is gone first.
   * @returns a function that stops it, breaks off the one being made, and resolves when nothing is under way
   */
  start(timing: Pick<Timing, 'after'>): () => Promise<void>;
}

/** Ids named in the log. */
const NAMED = 20;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Between two looks whether a day has passed: a computer may sleep, and a full disk have room again. */
export const LOOK_MS = 30 * 60 * 1000;

export function createBackups({ folder, wall, events, hasItems, log }: BackupContext): Backups {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let failure: BackupState['failure'] = null;
  let unreadable: readonly string[] = [];
  const changed = () => events.emit('backups-changed', {});

  const make = async () => {
    const at = wall.now();
    try {
      unreadable = await folder.make(at, stopping.signal);
      failure = null;
      if (unreadable.length > 0) log('items in the backup cannot be read', unreadableError(unreadable));
      const all = await folder.list();
      const kept = await lastReadable(folder, newestFirst(all, at), unreadable);
      for (const { name } of outdated(all, at)) if (!kept.has(name)) await folder.remove(name);
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
    setAside: newestFirst(await folder.setAside(), wall.now()).map(({ name, at, bytes }) => ({
      ...{ name, bytes, at: isoTime(at) },
    })),
    isRunning: running !== null,
    ...{ failure, unreadable: [...unreadable] },
  });

  return {
    state,
    async backUp() {
      const made = begin();
      changed();
      await made;
      return state();
    },
    async discard(name) {
      const is = (await folder.setAside()).some((each) => each.name === name);
      if (!is || !(await folder.removeSetAside(name)))
        throw new BriqueError('not_found', 'There is nothing of this name that was set aside.');
      changed();
      return state();
    },
    start(timing) {
      const look = async () => {
        await folder.finishRemovals().catch((error) => log('what was set aside could not be removed', error));
        const now = wall.now();
        const [last] = newestFirst(await folder.list(), now);
        const isDue = last === undefined || last.at > now || now - last.at >= DAY_MS;
        if (isDue && (await hasItems())) await begin();
      };
      const failed = (error: unknown) => log('the backups could not be looked through', error);
      const stop = keepLooking(look, LOOK_MS, timing, failed);
      return async () => {
        stopping.abort();
        await Promise.all([stop(), running]);
      };
    },
  };
}

/** @returns names of the backups that hold, each as the newest, an item that cannot be read any more: it may be the last copy there is */
async function lastReadable(
  folder: BackupFolder,
  backups: readonly StoredBackup[],
  unreadable: readonly string[],
): Promise<Set<string>> {
  const kept = new Set<string>();
  let left = unreadable;
  for (const { name } of backups) {
    if (left.length === 0) break;
    const found = new Set(await folder.readable(name, left));
    if (found.size > 0) kept.add(name);
    left = left.filter((id) => !found.has(id));
  }
  return kept;
}

function unreadableError(ids: readonly string[]): BackupError {
  const named = ids.slice(0, NAMED).join(', ') + (ids.length > NAMED ? ' and others' : '');
  return new BackupError(
    'database_damaged',
    `${ids.length} items cannot be read: ${named}. The backup was made and holds all others; the last one in which these can be read stays.`,
  );
}

function failureOf(error: unknown): { code: BackupFailureCode; message: string } {
  if (error instanceof BackupError) return { code: error.code, message: error.message };
  const fault = storageFault(error);
  if (fault !== null)
    return { code: fault === 'disk_failed' ? 'internal' : fault, message: STORAGE_FAULT_WORDS[fault] };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
