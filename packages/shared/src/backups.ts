/** A copy of the whole inventory in the data folder. */
export interface Backup {
  /** Its file's name in the folder of backups. */
  name: string;
  /** When it was made. */
  at: string;
  bytes: number;
}

/** Why the last attempt made none. `disk_full`: too little room; `database_damaged`: the inventory itself is not as it should be. */
export type BackupFailureCode = 'disk_full' | 'database_damaged' | 'internal';

/** `GET /backups`, and the answer of `POST /backups`. */
export interface BackupState {
  /** Folder on the server's computer. */
  folder: string;
  /** Newest first. */
  backups: Backup[];
  /**
   * What restores replaced, newest first, `at` being when: kept until `DELETE /backups/set-aside/:name`, for it may hold what nothing
   * else holds. `bytes` with its log.
   */
  setAside: Backup[];
  isRunning: boolean;
  /** null when the last attempt of this run succeeded, or there was none. */
  failure: { at: string; code: BackupFailureCode; message: string } | null;
  /** Ids of items that could not be read when the last backup of this run was made: it holds all others, and an older backup that holds them stays. */
  unreadable: string[];
}
