/** A backup as it lies in its folder. */
export interface StoredBackup {
  /** File name; see `backupName`. */
  readonly name: string;
  /** ms since 1970 */
  readonly at: number;
  readonly bytes: number;
}

/** Backups kept. */
export const KEPT = 7;

const NAME = /^brique-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/;

/** @param at ms since 1970 @returns the file name of a backup made then, in UTC; names sort as their times do */
export function backupName(at: number): string {
  return `brique-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z.sqlite`;
}

/** @returns when the backup of that name was made, ms since 1970; null when it is not the name of one */
export function backupTime(name: string): number | null {
  const [, day, hours, minutes, seconds] = NAME.exec(name) ?? [];
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at) ? null : at;
}

/** Newest first. What says it comes from the future was made under a wrong clock: nobody knows when, so it comes last. */
export function newestFirst<T extends Pick<StoredBackup, 'at'>>(backups: readonly T[], now: number): T[] {
  const rank = ({ at }: T) => (at > now ? at - Number.MAX_SAFE_INTEGER : at);
  return [...backups].sort((a, b) => rank(b) - rank(a));
}

/**
 * Which backups go, once there is a new one: of each day its last one stays, and of days the last KEPT. So whoever makes several on
 * one bad day does not lose the good ones before it.
 * @param backups all of them, in any order
 */
export function outdated<T extends Pick<StoredBackup, 'at'>>(backups: readonly T[], now: number): T[] {
  const days = new Set<string>();
  return newestFirst(backups, now).filter(({ at }) => {
    const day = new Date(at).toISOString().slice(0, 10);
    if (days.has(day) || days.size === KEPT) return true;
    days.add(day);
    return false;
  });
}
